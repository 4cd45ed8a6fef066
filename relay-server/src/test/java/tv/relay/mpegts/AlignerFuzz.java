package tv.relay.mpegts;

/** Any bytes in any pieces: whole packets come out, none twice, and little is kept. */
public final class AlignerFuzz {
  /** Ten packets, as {@link PacketAligner#align} says. */
  private static final int MAX_KEPT_BYTES = 10 * 204;

  private AlignerFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    PacketAligner aligner = new PacketAligner();
    byte[] buffer = new byte[data.length + MAX_KEPT_BYTES];
    long[] passed = new long[1];
    PacketSink sink =
        (packets, offset, length) -> {
          for (int at = offset; at < offset + length; at += TsPacket.BYTES) {
            check(packets[at] == TsPacket.SYNC, "not a packet");
          }
          check(length % TsPacket.BYTES == 0, "not whole packets");
          passed[0] += length;
        };
    int held = 0;
    int from = 0;
    while (from < data.length) {
      // Each piece's length comes from the data too.
      int piece = Math.min(1 + (data[from] & 0xFF) * 8, data.length - from);
      System.arraycopy(data, from, buffer, held, piece);
      from += piece;
      held += piece;
      int done = aligner.align(buffer, held, sink);
      check(done >= 0 && done <= held, "more done than there was");
      held -= done;
      System.arraycopy(buffer, done, buffer, 0, held);
      check(held <= MAX_KEPT_BYTES, "too much is kept");
    }
    aligner.finish(buffer, held, sink);
    check(passed[0] + aligner.skippedBytes() <= data.length, "bytes came from nowhere");
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException(otherwise);
    }
  }
}
