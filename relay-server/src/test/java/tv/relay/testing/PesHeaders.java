package tv.relay.testing;

/** Headers of PES packets (ISO/IEC 13818-1, 2.4.3.6). Pure functions. */
public final class PesHeaders {
  private static final int FIXED_BYTES = 9;
  private static final int TIME_BYTES = 5;

  private PesHeaders() {}

  /** With both times where they differ, or else the first only. */
  public static byte[] of(int streamId, long pts, long dts) {
    boolean both = dts != pts;
    byte[] header = new byte[FIXED_BYTES + (both ? 2 : 1) * TIME_BYTES];
    header[2] = 1;
    header[3] = (byte) streamId;
    header[6] = (byte) 0x80;
    header[7] = (byte) (both ? 0xC0 : 0x80);
    header[8] = (byte) (header.length - FIXED_BYTES);
    time(header, FIXED_BYTES, both ? 0x30 : 0x20, pts);
    if (both) {
      time(header, FIXED_BYTES + TIME_BYTES, 0x10, dts);
    }
    return header;
  }

  private static void time(byte[] header, int at, int prefix, long ticks) {
    header[at] = (byte) (prefix | ticks >> 29 & 0x0E | 1);
    header[at + 1] = (byte) (ticks >> 22);
    header[at + 2] = (byte) (ticks >> 14 | 1);
    header[at + 3] = (byte) (ticks >> 7);
    header[at + 4] = (byte) (ticks << 1 | 1);
  }
}
