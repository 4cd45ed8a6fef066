package tv.relay.metrics;

import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tv.relay.channel.Channel;
import tv.relay.channel.ChannelState;
import tv.relay.channel.ChannelView;
import tv.relay.channel.SourceState;
import tv.relay.channel.SourceView;
import tv.relay.delivery.Totals;
import tv.relay.events.Event;
import tv.relay.reserve.Reserve;

/**
 * What the channels' sources do. A channel that has never been asked for is counted among the idle
 * ones and has no series of its own, so that a list of ten thousand costs nothing until somebody
 * watches; one that was keeps its series when it falls idle, so that no counter ends. For one
 * thread and one reading.
 */
final class ChannelFamilies {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final String CHANNEL = "channel";

  /** Counted elsewhere: of clients, and of lists and guides. */
  private static final Set<Event.Kind> NOT_OF_SOURCES =
      EnumSet.of(Event.Kind.EVICTED, Event.Kind.REFRESHED, Event.Kind.REFRESH_FAILED);

  private final Family channels =
      Family.gauge("relay_channels", null, "Registered channels by state.");
  private final Family state =
      Family.gauge("relay_channel_state", null, "1 for the state that the channel is in.");
  private final Family activeSource =
      Family.gauge(
          "relay_channel_active_source",
          null,
          "Place in the list of the source that brings data: 1 is the first, 0 is none.");
  private final Family coolingSources =
      Family.gauge(
          "relay_channel_cooling_sources", null, "Sources that are passed over since they failed.");
  private final Family received =
      Family.counter(
          "relay_channel_received_bytes", Unit.BYTES, "Bytes that the channel's sources sent.");
  private final Family skipped =
      Family.counter(
          "relay_channel_unusable_bytes",
          Unit.BYTES,
          "Of the bytes received, those that were no part of a packet.");
  private final Family lastData =
      Family.gauge(
          "relay_channel_last_data_timestamp_seconds",
          Unit.SECONDS,
          "When the source's latest byte came, in Unix time.");
  private final Family events =
      Family.counter(
          "relay_channel_source_events",
          null,
          "What happened to the sources: connected, lost, failed, failover, gave_up and others.");
  private final Family ring =
      Family.gauge("relay_channel_ring_seconds", Unit.SECONDS, "How much of the stream is held.");
  private final Family reserve =
      Family.gauge(
          "relay_channel_reserve_seconds",
          Unit.SECONDS,
          "How much of the stream is held back from clients, to be played while the source is away.");
  private final Family reserveWanted =
      Family.gauge(
          "relay_channel_reserve_wanted_seconds",
          Unit.SECONDS,
          "How much of it ought to be; 0 where no reserve was asked for.");
  private final ClientFamilies clients = new ClientFamilies();

  private final Map<ChannelState, Integer> byState = new EnumMap<>(ChannelState.class);

  void add(Channel channel, long nowNanos) {
    ChannelView view = channel.view();
    byState.merge(view.state(), 1, Integer::sum);
    // Read before it is asked who is there: who comes in between belongs to the next reading.
    Totals totals = channel.ledger().totals();
    if (!wasAskedFor(channel, view, totals)) {
      return;
    }
    Labels labels = Labels.of(CHANNEL, channel.id());
    for (ChannelState each : ChannelState.values()) {
      state.add(labels.add("state", name(each)), each == view.state() ? 1 : 0);
    }
    sources(view, labels, nowNanos);
    for (Event.Kind kind : Event.Kind.values()) {
      if (!NOT_OF_SOURCES.contains(kind)) {
        events.add(labels.add("event", name(kind)), view.eventCounts().getOrDefault(kind, 0L));
      }
    }
    received.add(labels, channel.meter().receivedBytes());
    skipped.add(labels, channel.meter().skippedBytes());
    if (channel.meter().receivedBytes() > 0) {
      long ageMillis = TimeUnit.NANOSECONDS.toMillis(nowNanos - channel.meter().lastByteNanos());
      lastData.add(labels, (System.currentTimeMillis() - Math.max(0, ageMillis)) / 1e3);
    }
    ring.add(labels, view.fanout() == null ? 0 : ClientFamilies.heldSeconds(view.fanout()));
    Reserve held = view.fanout() == null ? null : view.fanout().edge().reserve();
    reserve.add(labels, held == null ? 0 : held.heldNanos() / NANOS_PER_SECOND);
    reserveWanted.add(labels, held == null ? 0 : held.wantedNanos() / NANOS_PER_SECOND);
    clients.add(labels, view.fanout(), totals);
  }

  private static boolean wasAskedFor(Channel channel, ChannelView view, Totals totals) {
    return view.state() != ChannelState.IDLE
        || totals.clients() > 0
        || channel.meter().receivedBytes() > 0
        || !view.eventCounts().isEmpty();
  }

  private void sources(ChannelView view, Labels labels, long nowNanos) {
    List<SourceView> sources = view.sources();
    int active = 0;
    int cooling = 0;
    for (int i = 0; i < sources.size(); i++) {
      SourceState now = sources.get(i).at(nowNanos).state();
      active = now == SourceState.LIVE ? i + 1 : active;
      cooling += now == SourceState.COOLING ? 1 : 0;
    }
    activeSource.add(labels, active);
    coolingSources.add(labels, cooling);
  }

  Stream<MetricSnapshot> snapshots() {
    for (ChannelState each : ChannelState.values()) {
      channels.add(Labels.of("state", name(each)), byState.getOrDefault(each, 0));
    }
    return Stream.concat(
        Stream.of(
                channels,
                state,
                activeSource,
                coolingSources,
                received,
                skipped,
                lastData,
                events,
                ring,
                reserve,
                reserveWanted)
            .map(Family::snapshot),
        clients.snapshots());
  }

  static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
