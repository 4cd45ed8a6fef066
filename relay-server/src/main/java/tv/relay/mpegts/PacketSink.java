package tv.relay.mpegts;

/** Takes runs of whole packets as they are found. */
@FunctionalInterface
public interface PacketSink {

  /**
   * Whole packets that lie behind one another.
   *
   * @param buffer holds the packets; only during the call
   * @param offset where the first packet's sync byte is
   * @param length bytes, a multiple of {@value TsPacket#BYTES}
   */
  void packets(byte[] buffer, int offset, int length);
}
