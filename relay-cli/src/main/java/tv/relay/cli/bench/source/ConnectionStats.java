package tv.relay.cli.bench.source;

/**
 * What a connection took, or several did.
 *
 * @param channel -1 where it is none's or several'
 * @param blockedNanos how long it did not take what it was offered
 * @param longestBlockedNanos the longest time without a break
 * @param skippedBytes what it will never get, since it blocked for seconds
 */
record ConnectionStats(
    long id,
    int channel,
    long sentBytes,
    long blockedNanos,
    long longestBlockedNanos,
    long skippedBytes) {
  static final ConnectionStats NONE = new ConnectionStats(-1, -1, 0, 0, 0, 0);

  ConnectionStats plus(ConnectionStats other) {
    return new ConnectionStats(
        -1,
        -1,
        sentBytes + other.sentBytes,
        blockedNanos + other.blockedNanos,
        Math.max(longestBlockedNanos, other.longestBlockedNanos),
        skippedBytes + other.skippedBytes);
  }
}
