package tv.relay.overview;

import tv.relay.registry.ChannelDefinition;
import tv.relay.status.ChannelStatus;
import tv.relay.status.LossStatus;
import tv.relay.status.StreamStatus;

/**
 * A channel in the overview. Names and meanings are those of {@code /status}, but that moments are
 * given in place of durations: a row that says nothing new then stays equal.
 *
 * @param stateSince in milliseconds since 1970
 * @param source the one in use or next, without credentials
 * @param sourcePlace which of them that is, from 1; several may look the same without credentials
 * @param sources how many it has
 * @param clients how many watch
 */
public record ChannelRow(
    String id,
    String title,
    String group,
    Integer number,
    String state,
    long stateSince,
    String source,
    int sourcePlace,
    int sources,
    String lastError,
    int clients,
    long droppedMillis,
    long skips,
    long lateSkips,
    long evictedClients,
    long continuityErrors,
    long reconnects,
    boolean scrambled) {

  static ChannelRow of(
      ChannelDefinition definition,
      ChannelStatus status,
      int sourcePlace,
      ChannelRow previous,
      long nowMillis) {
    LossStatus losses = status.losses();
    StreamStatus stream = status.stream();
    return new ChannelRow(
        status.id(),
        definition.title(),
        definition.group(),
        definition.number(),
        status.state(),
        Moments.steady(
            nowMillis - status.stateSeconds() * 1_000, previous == null ? 0 : previous.stateSince),
        status.upstream().url(),
        sourcePlace,
        status.sources().size(),
        status.upstream().lastError(),
        status.clients().size(),
        losses == null ? 0 : losses.droppedMillis(),
        losses == null ? 0 : losses.skips(),
        losses == null ? 0 : losses.lateSkips(),
        losses == null ? 0 : losses.evictedClients(),
        stream == null || stream.continuityErrors() == null ? 0 : stream.continuityErrors(),
        status.upstream().reconnects(),
        stream != null && Boolean.TRUE.equals(stream.scrambled()));
  }
}
