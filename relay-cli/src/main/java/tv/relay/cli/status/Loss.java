package tv.relay.cli.status;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What somebody misses, as {@code /status} describes it of a client or of all of a channel. What is
 * left out at a join is no loss: nobody could have seen it. What an older server doesn't say is 0.
 *
 * @param lateSkips of the skips, those that were the relay's own fault
 */
public record Loss(
    long chunks, long bytes, long millis, long skips, long lateSkips, long unfinishedCuts) {

  /** Of a client, or of a channel's {@code losses}. */
  public static Loss of(JsonNode losses) {
    long dropped = losses.path("droppedChunks").asLong();
    long lost = Math.max(0, dropped - losses.path("drops").path("join").asLong());
    return new Loss(
        lost,
        dropped == 0 ? 0 : losses.path("droppedBytes").asLong() / dropped * lost,
        losses.path("droppedMillis").asLong(),
        losses.path("skips").asLong(),
        losses.path("lateSkips").asLong(),
        losses.path("unfinishedCuts").asLong());
  }
}
