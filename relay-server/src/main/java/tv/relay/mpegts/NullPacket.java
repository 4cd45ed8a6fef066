package tv.relay.mpegts;

/** A null packet: PID 0x1FFF, to be thrown away by whoever gets it (ISO/IEC 13818-1, 2.4.1). */
public final class NullPacket {
  private NullPacket() {}

  /** A new one. */
  public static byte[] make() {
    byte[] packet = new byte[TsPacket.BYTES];
    FreshPacket.write(packet, 0, TsPacket.NULL_PID, false, FreshPacket.PAYLOAD, 0);
    return packet;
  }
}
