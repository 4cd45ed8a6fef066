package tv.relay.overview;

import java.util.List;

/**
 * What has changed since a version. Immutable. Whoever applies it drops what is {@link #gone}
 * first, and everything when it is {@link #full}.
 *
 * @param version to be asked with next time
 * @param full whether this is all there is
 * @param now the relay's clock, in milliseconds since 1970; all moments are by it
 * @param started when the relay did
 * @param bitrates of the channels whose source brings more or less than before
 */
public record OverviewChange(
    String version,
    boolean full,
    long now,
    String relayVersion,
    long started,
    List<ChannelRow> channels,
    List<Bitrate> bitrates,
    List<ClientRow> clients,
    Gone gone) {

  /** What a channel's source brings, in tens of kilobits a second. */
  public record Bitrate(String id, long bps) {}

  /** Ids of channels and clients that are no more. */
  public record Gone(List<String> channels, List<String> clients) {}
}
