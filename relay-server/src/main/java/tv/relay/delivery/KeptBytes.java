package tv.relay.delivery;

import java.util.concurrent.atomic.AtomicLong;
import tv.relay.mpegts.TsPacket;

/**
 * Bounds the memory in which the rests of units are kept for clients that were about to be
 * overtaken: {@value #TOTAL_BYTES} bytes for all of them. Who finds none left is cut less cleanly.
 * Any thread.
 */
final class KeptBytes {
  static final long TOTAL_BYTES = 32L * 1024 * 1024;

  /** Of one client: half a megabyte, as a large picture takes. */
  static final int MAX_CHUNKS = 512 * 1024 / TsPacket.BYTES;

  private final AtomicLong left = new AtomicLong(TOTAL_BYTES);

  boolean take(int bytes) {
    if (left.addAndGet(-bytes) >= 0) {
      return true;
    }
    left.addAndGet(bytes);
    return false;
  }

  void giveBack(long bytes) {
    left.addAndGet(bytes);
  }
}
