package tv.relay.delivery;

/**
 * A cursor's position and account at one moment, before it is held against a head.
 *
 * @param joinSequence the first chunk this subscriber was to get
 * @param nextSequence the next it will be sent; what lies before is sent or dropped
 * @param remainderBytes of chunks that count as sent, kept aside and still to be written
 * @param droppedNanos the stretch of the stream that was dropped
 * @param lateSkips of the skips, those before which the client had taken all that it was offered:
 *     not its fault but the relay's
 * @param unfinishedCuts how often the rest of a picture could not be kept, so that it was cut short
 * @param lastDropNanos when the last skip began, as of {@link System#nanoTime}; 0 without one
 */
public record CursorSnapshot(
    long joinSequence,
    long nextSequence,
    int chunkBytes,
    int remainderBytes,
    DropCounts drops,
    long droppedNanos,
    long skips,
    long lateSkips,
    long unfinishedCuts,
    long longestSkipChunks,
    long longestSkipNanos,
    long maxLagNanos,
    long lastDropNanos) {

  public long droppedChunks() {
    return drops.total();
  }

  public long droppedBytes() {
    return droppedChunks() * chunkBytes;
  }

  /** Chunks that were sent, the one being sent included: it will be finished whatever comes. */
  public long sentChunks() {
    return nextSequence - joinSequence - droppedChunks();
  }

  public long sentBytes() {
    return sentChunks() * chunkBytes - remainderBytes;
  }

  public long lagChunks(long head) {
    return head - nextSequence;
  }
}
