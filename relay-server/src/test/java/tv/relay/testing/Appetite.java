package tv.relay.testing;

/**
 * How much a client reads and how fast: as much as comes, so many bytes a second, or nothing; and
 * at most so many bytes in all before it is as stalled. Safe for use by any thread.
 */
final class Appetite {

  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long TICK_NANOS = 20_000_000L;

  private long bytesPerSecond = Long.MAX_VALUE;
  private long budgetBytes = Long.MAX_VALUE;
  private long sinceNanos;
  private long takenBytes;

  synchronized void fast() {
    rate(Long.MAX_VALUE);
  }

  synchronized void slow(long bytesEachSecond) {
    rate(bytesEachSecond);
  }

  synchronized void stalled() {
    rate(0);
  }

  /** So many bytes from now on, then nothing. */
  synchronized void atMost(long bytes) {
    budgetBytes = bytes;
  }

  /** How many bytes may be read now; 0 is none as yet. */
  synchronized int bytesNow(int most) {
    long limit = Math.min(most, budgetBytes);
    if (bytesPerSecond == Long.MAX_VALUE || limit == 0) {
      return (int) limit;
    }
    long nanos = System.nanoTime() - sinceNanos;
    if (nanos > NANOS_PER_SECOND) {
      // A reader that was kept waiting doesn't make up for more than a second of it.
      long forgiven = nanos - NANOS_PER_SECOND;
      sinceNanos += forgiven;
      takenBytes = Math.max(0, takenBytes - bytesIn(forgiven));
      nanos = NANOS_PER_SECOND;
    }
    long allowed = bytesIn(nanos) - takenBytes;
    // Not byte by byte: a slow client too reads what a tick brings.
    return allowed < Math.min(bytesIn(TICK_NANOS), most) ? 0 : (int) Math.min(limit, allowed);
  }

  synchronized void took(int bytes) {
    takenBytes += bytes;
    if (budgetBytes != Long.MAX_VALUE) {
      budgetBytes -= bytes;
    }
  }

  private void rate(long bytesEachSecond) {
    bytesPerSecond = bytesEachSecond;
    budgetBytes = Long.MAX_VALUE;
    sinceNanos = System.nanoTime();
    takenBytes = 0;
  }

  private long bytesIn(long nanos) {
    return (long) ((double) bytesPerSecond * nanos / NANOS_PER_SECOND);
  }
}
