package tv.relay.overview;

import tv.relay.status.ClientStatus;

/**
 * A client in the overview, with the names and meanings of {@code /status}; moments in place of
 * durations, and lag in whole tenths of a second: what is sent in bursts lags by a few milliseconds
 * at some moments and not at others, and that is no news.
 *
 * @param since when it connected, in milliseconds since 1970
 * @param lostChunks what was dropped, less what was left out at its join, which is no loss
 * @param lastDrop when its last skip began, in milliseconds since 1970; 0 without one
 */
public record ClientRow(
    String id,
    String channel,
    String address,
    String userAgent,
    long since,
    long lagMillis,
    long maxLagMillis,
    long lostChunks,
    long droppedMillis,
    long skips,
    long lateSkips,
    long unfinishedCuts,
    long lastDrop,
    long sourceGaps,
    long sourceReconnects) {

  static ClientRow of(String channel, ClientStatus client, ClientRow previous, long nowMillis) {
    Long dropAgo = client.lastDropSecondsAgo();
    boolean first = previous == null;
    return new ClientRow(
        client.id(),
        channel,
        client.address(),
        client.userAgent(),
        first ? nowMillis - client.connectedSeconds() * 1_000 : previous.since,
        tenths(client.lagMillis()),
        tenths(client.maxLagMillis()),
        client.droppedChunks() - client.drops().getOrDefault("join", 0L),
        client.droppedMillis(),
        client.skips(),
        client.lateSkips(),
        client.unfinishedCuts(),
        dropAgo == null
            ? 0
            : Moments.steady(nowMillis - dropAgo * 1_000, first ? 0 : previous.lastDrop),
        client.sourceGaps(),
        client.sourceReconnects());
  }

  private static long tenths(long millis) {
    return millis / 100 * 100;
  }
}
