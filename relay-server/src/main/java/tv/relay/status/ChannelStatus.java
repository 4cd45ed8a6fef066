package tv.relay.status;

import java.util.List;

/**
 * A channel at one moment. Every client's account is held against the same head, that of {@link
 * #ring}.
 *
 * @param state one of idle, waiting (for a connection of its account), connecting, live, stalled,
 *     backoff, lingering, draining, failed
 * @param alwaysOn whether it is kept up with nobody watching
 * @param format {@code mpegts}, {@code opaque}, or null before the first data
 * @param sources in the order of failover
 * @param stream null while there is no ring
 * @param ring null while there is none
 * @param losses null while there is no ring
 */
public record ChannelStatus(
    String id,
    String title,
    String state,
    long stateSeconds,
    boolean alwaysOn,
    String format,
    UpstreamStatus upstream,
    List<SourceStatus> sources,
    StreamStatus stream,
    RingStatus ring,
    LossStatus losses,
    List<ClientStatus> clients) {

  /** The same, for those who don't want to read thousands of them. */
  public ChannelStatus withoutClients() {
    return new ChannelStatus(
        id,
        title,
        state,
        stateSeconds,
        alwaysOn,
        format,
        upstream,
        sources,
        stream,
        ring,
        losses,
        List.of());
  }
}
