package tv.relay.cli.zoo;

import tv.relay.mpegts.LoopRestamper;
import tv.relay.mpegts.TsPacket;

/** Changes to clips that ffmpeg can't make. */
final class Surgery {
  private static final int TIME_STAMP_BYTES = 4;
  private static final int RANDOM_ACCESS = 0x40;

  private Surgery() {}

  /** Takes the random_access_indicator from every packet. */
  static byte[] withoutRandomAccessIndicator(byte[] packets) {
    byte[] changed = packets.clone();
    for (int at = 0; at < changed.length; at += TsPacket.BYTES) {
      if (TsPacket.randomAccess(changed, at)) {
        changed[at + 5] &= ~RANDOM_ACCESS;
      }
    }
    return changed;
  }

  /** Takes the time stamp before each packet of a recording in M2TS. */
  static byte[] withoutTimeStamps(byte[] recording) {
    int distance = TIME_STAMP_BYTES + TsPacket.BYTES;
    byte[] packets = new byte[recording.length / distance * TsPacket.BYTES];
    for (int i = 0; i < packets.length / TsPacket.BYTES; i++) {
      System.arraycopy(
          recording, i * distance + TIME_STAMP_BYTES, packets, i * TsPacket.BYTES, TsPacket.BYTES);
    }
    return packets;
  }

  /** Puts a recording behind another; its clocks and counters go on from those of the first. */
  static byte[] spliced(byte[] first, long firstTicks, byte[] second) {
    byte[] both = new byte[first.length + second.length];
    System.arraycopy(first, 0, both, 0, first.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    LoopRestamper restamper = new LoopRestamper(firstTicks);
    for (int at = 0; at < both.length; at += TsPacket.BYTES) {
      if (at == first.length) {
        restamper.startNextLoop();
      }
      restamper.restamp(both, at);
    }
    return both;
  }
}
