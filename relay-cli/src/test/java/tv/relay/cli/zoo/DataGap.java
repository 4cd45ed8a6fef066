package tv.relay.cli.zoo;

import tv.relay.mpegts.TsPacket;

/**
 * The longest time in which a stream brought nothing but null packets, from the last byte of data
 * to the first one after it. The stream begins with a packet. Any thread may call it.
 */
final class DataGap {
  private final byte[] header = new byte[3];
  private long position;
  private boolean data;
  private long lastDataNanos;
  private long longestNanos;

  /** From now on: what was before does not count. */
  synchronized void begin() {
    longestNanos = 0;
  }

  synchronized long longestMillis() {
    return longestNanos / 1_000_000;
  }

  /** The next bytes of the stream, that have come at that time. */
  synchronized void carried(byte[] bytes, int length, long nanos) {
    boolean any = false;
    for (int i = 0; i < length; i++) {
      int inPacket = (int) (position++ % TsPacket.BYTES);
      if (inPacket < header.length) {
        header[inPacket] = bytes[i];
        if (inPacket == header.length - 1) {
          data = TsPacket.pid(header, 0) != TsPacket.NULL_PID;
          any |= data;
        }
      } else {
        any |= data;
      }
    }
    if (!any) {
      return;
    }
    if (lastDataNanos != 0) {
      longestNanos = Math.max(longestNanos, nanos - lastDataNanos);
    }
    lastDataNanos = nanos;
  }
}
