package tv.relay.mpegts;

/**
 * Packets that make a break in a PID's continuity counter known to players, and carry nothing. Pure
 * functions: no state, no allocation, any thread.
 */
public final class Announcement {
  private static final int DISCONTINUITY = 0x80;
  private static final int ADAPTATION_BYTES = TsPacket.BYTES - FreshPacket.HEADER_BYTES - 1;
  private static final int PADDING_STREAM = 0xBE;
  private static final int PES_HEADER_BYTES = 6;

  private Announcement() {}

  /**
   * An adaptation field only, with the discontinuity_indicator set (ISO/IEC 13818-1, 2.4.3.5). It
   * does not count up: the counter of the next payload is to be one more (2.4.3.3).
   */
  public static void discontinuity(byte[] target, int offset, int pid, int counter) {
    FreshPacket.write(target, offset, pid, false, FreshPacket.ADAPTATION, counter);
    target[offset + 4] = (byte) ADAPTATION_BYTES;
    target[offset + 5] = (byte) DISCONTINUITY;
  }

  /** A whole PES packet of padding (2.4.3.6 and 2.4.3.7, stream_id 0xBE); it counts up. */
  public static void padding(byte[] target, int offset, int pid, int counter) {
    FreshPacket.write(target, offset, pid, true, FreshPacket.PAYLOAD, counter);
    int pes = offset + FreshPacket.HEADER_BYTES;
    target[pes] = 0;
    target[pes + 1] = 0;
    target[pes + 2] = 1;
    target[pes + 3] = (byte) PADDING_STREAM;
    target[pes + 4] = 0;
    target[pes + 5] = (byte) (FreshPacket.PAYLOAD_BYTES - PES_HEADER_BYTES);
  }
}
