package tv.relay.delivery;

/**
 * What subscribers will never get, of one or summed over several. Immutable; any thread.
 *
 * @param droppedNanos the stretches of the stream that were dropped
 * @param lateSkips of the skips, those that were the relay's fault; see {@link CursorSnapshot}
 * @param unfinishedCuts how often a picture was cut short
 * @param longestSkipChunks of one subscriber
 * @param longestSkipNanos of one subscriber
 * @param maxLagNanos how far the one furthest behind ever was
 * @param lastDropNanos when the last skip began, as of {@link System#nanoTime}; 0 without one
 */
public record Losses(
    DropCounts drops,
    long droppedBytes,
    long droppedNanos,
    long skips,
    long lateSkips,
    long unfinishedCuts,
    long longestSkipChunks,
    long longestSkipNanos,
    long maxLagNanos,
    long lastDropNanos) {
  public static final Losses NONE = new Losses(DropCounts.NONE, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  static Losses of(CursorSnapshot account) {
    return NONE.plus(account);
  }

  /** These and those of one more subscriber. */
  public Losses plus(CursorSnapshot account) {
    return new Losses(
        drops.plus(account.drops()),
        droppedBytes + account.droppedBytes(),
        droppedNanos + account.droppedNanos(),
        skips + account.skips(),
        lateSkips + account.lateSkips(),
        unfinishedCuts + account.unfinishedCuts(),
        Math.max(longestSkipChunks, account.longestSkipChunks()),
        Math.max(longestSkipNanos, account.longestSkipNanos()),
        Math.max(maxLagNanos, account.maxLagNanos()),
        laterOf(lastDropNanos, account.lastDropNanos()));
  }

  /** These and others; the longest and the last are those of either. */
  Losses plus(Losses other) {
    return new Losses(
        drops.plus(other.drops),
        droppedBytes + other.droppedBytes,
        droppedNanos + other.droppedNanos,
        skips + other.skips,
        lateSkips + other.lateSkips,
        unfinishedCuts + other.unfinishedCuts,
        Math.max(longestSkipChunks, other.longestSkipChunks),
        Math.max(longestSkipNanos, other.longestSkipNanos),
        Math.max(maxLagNanos, other.maxLagNanos),
        laterOf(lastDropNanos, other.lastDropNanos));
  }

  /** What has come since an earlier reading of the same; the longest stay those of all. */
  Losses since(Losses earlier) {
    return new Losses(
        drops.minus(earlier.drops),
        droppedBytes - earlier.droppedBytes,
        droppedNanos - earlier.droppedNanos,
        skips - earlier.skips,
        lateSkips - earlier.lateSkips,
        unfinishedCuts - earlier.unfinishedCuts,
        longestSkipChunks,
        longestSkipNanos,
        maxLagNanos,
        lastDropNanos);
  }

  /** All that was dropped, be it a loss to anybody or not. */
  public long droppedChunks() {
    return drops.total();
  }

  /** Of these, what somebody misses. */
  public long lostChunks() {
    return drops.lost();
  }

  /** Zero is none; nanoTime's zero is arbitrary. */
  private static long laterOf(long one, long other) {
    return one == 0 || (other != 0 && other - one > 0) ? other : one;
  }
}
