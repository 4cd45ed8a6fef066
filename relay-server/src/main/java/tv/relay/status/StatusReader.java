package tv.relay.status;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import tv.relay.account.AccountView;
import tv.relay.account.AccountView.Holder;
import tv.relay.channel.Channel;
import tv.relay.channel.ChannelView;
import tv.relay.channel.Channels;
import tv.relay.channel.Drain;
import tv.relay.channel.SourceState;
import tv.relay.channel.SourceView;
import tv.relay.delivery.Fanout;
import tv.relay.upstream.UpstreamMeter;

/** Takes snapshots of what goes on, without disturbing it. Any thread. */
public final class StatusReader {
  /** A bitrate older than this says nothing about now. */
  private static final long STALE_NANOS = TimeUnit.SECONDS.toNanos(3);

  private final String version;
  private final Channels channels;
  private final long startedNanos = System.nanoTime();

  public StatusReader(String version, Channels channels) {
    this.version = version;
    this.channels = channels;
  }

  public ServerStatus server() {
    long now = System.nanoTime();
    List<ChannelStatus> all = channels.all().stream().map(c -> channel(c, now)).toList();
    int clients = all.stream().mapToInt(c -> c.clients().size()).sum();
    Drain drain = channels.drain();
    boolean draining = drain.hasBegun();
    return new ServerStatus(
        version,
        seconds(now - startedNanos),
        draining ? "draining" : "serving",
        draining ? drain.secondsLeft() : null,
        clients,
        channels.accounts().stream().map(StatusReader::account).toList(),
        all);
  }

  public ChannelStatus channel(Channel channel) {
    return channel(channel, System.nanoTime());
  }

  /** All clients of all channels. */
  public List<ClientStatus> clients() {
    long now = System.nanoTime();
    List<ClientStatus> all = new ArrayList<>();
    for (Channel channel : channels.all()) {
      Fanout fanout = channel.view().fanout();
      if (fanout != null) {
        all.addAll(FanoutReading.of(fanout, channel.id(), now).clients());
      }
    }
    return all;
  }

  private ChannelStatus channel(Channel channel, long now) {
    ChannelView view = channel.view();
    Fanout fanout = view.fanout();
    FanoutReading reading = fanout == null ? null : FanoutReading.of(fanout, null, now);
    return new ChannelStatus(
        channel.id(),
        channel.definition().title(),
        view.state().name().toLowerCase(Locale.ROOT),
        seconds(now - view.stateSinceNanos()),
        channel.definition().upkeep().alwaysOn(),
        view.format() == null
            ? null
            : switch (view.format()) {
              case TRANSPORT_STREAM -> "mpegts";
              case OPAQUE -> "opaque";
            },
        upstream(channel.meter(), view, now),
        sources(view.sources(), channels.accountsOf(channel.definition()), now),
        fanout == null
            ? null
            : StreamReading.of(fanout.index(), channel.meter().packetDistanceBytes()),
        reading == null ? null : reading.ring(),
        reading == null ? null : reading.losses(),
        reading == null ? List.of() : reading.clients());
  }

  private static UpstreamStatus upstream(UpstreamMeter meter, ChannelView view, long now) {
    boolean any = meter.receivedBytes() > 0;
    long age = Math.max(0, now - meter.lastByteNanos());
    return new UpstreamStatus(
        view.sourceUrl(),
        view.connectedNanos() == 0 ? null : seconds(now - view.connectedNanos()),
        meter.receivedBytes(),
        meter.skippedBytes(),
        any && age < STALE_NANOS ? meter.bitrateBps() : 0,
        view.reconnects(),
        any ? TimeUnit.NANOSECONDS.toMillis(age) : null,
        view.lastError(),
        view.seams());
  }

  private static AccountStatus account(AccountView view) {
    return new AccountStatus(
        view.name(),
        view.registered(),
        view.maxConnections(),
        view.holders().size() + view.settling(),
        view.settling(),
        view.holders().stream().map(Holder::channel).toList(),
        view.holders().stream().filter(Holder::idle).map(Holder::channel).toList(),
        view.waiting());
  }

  private static List<SourceStatus> sources(
      List<SourceView> views, List<String> accounts, long now) {
    List<SourceStatus> all = new ArrayList<>();
    for (int i = 0; i < views.size(); i++) {
      // A definition that has just changed may be ahead of what was seen of its sources.
      String account = views.size() == accounts.size() ? accounts.get(i) : null;
      all.add(source(views.get(i).at(now), account, now));
    }
    return all;
  }

  private static SourceStatus source(SourceView source, String account, long now) {
    boolean cooling = source.state() == SourceState.COOLING;
    return new SourceStatus(
        source.url(),
        account,
        source.state().name().toLowerCase(Locale.ROOT),
        Math.max(0, seconds(now - source.sinceNanos())),
        source.tries(),
        source.lastError(),
        source.seams(),
        cooling ? seconds(source.coolUntilNanos() - now) + 1 : null);
  }

  private static long seconds(long nanos) {
    return TimeUnit.NANOSECONDS.toSeconds(nanos);
  }
}
