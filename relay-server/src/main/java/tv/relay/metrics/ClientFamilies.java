package tv.relay.metrics;

import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.stream.Stream;
import tv.relay.delivery.Departure;
import tv.relay.delivery.DropCause;
import tv.relay.delivery.Fanout;
import tv.relay.delivery.Losses;
import tv.relay.delivery.Subscriber;
import tv.relay.delivery.Totals;
import tv.relay.mpegts.TsPacket;
import tv.relay.reserve.Edge;
import tv.relay.ring.Ring;

/**
 * What the channels' clients get and what they don't, summed by channel: no series of a client's
 * own, of which there would be as many as people ever watched. For one thread and one reading.
 */
final class ClientFamilies {
  private static final double NANOS_PER_SECOND = 1e9;

  private final Family clients =
      Family.gauge("relay_channel_clients", null, "Clients that get the channel's stream.");
  private final Family joined =
      Family.counter("relay_channel_clients_joined", null, "Clients that ever got the stream.");
  private final Family departed =
      Family.counter(
          "relay_channel_clients_departed",
          null,
          "Clients that are gone, by reason: left, evicted (took no byte for --client-timeout),"
              + " kicked, ended (with the channel), failed (a defect), torn (overtaken by the"
              + " source during a write).");
  private final Family sent =
      Family.counter("relay_channel_sent_bytes", Unit.BYTES, "Bytes sent to clients.");
  private final Family dropped =
      Family.counter(
          "relay_channel_dropped_bytes",
          Unit.BYTES,
          "Bytes that clients will never get, by cause: lag (behind --max-lag), lapped (about to"
              + " be overrun), join (not decodable at a join; nobody misses them).");
  private final Family droppedSeconds =
      Family.counter(
          "relay_channel_dropped_seconds",
          Unit.SECONDS,
          "Playing time that clients lost, summed over them.");
  private final Family skips =
      Family.counter(
          "relay_channel_skips",
          null,
          "Moves of clients past what they lose, by fault: client (its link or player was too"
              + " slow), relay (it had taken all it was offered).");
  private final Family cuts =
      Family.counter(
          "relay_channel_unfinished_cuts",
          null,
          "Pictures cut short for lack of memory to keep their rest.");
  private final Family gaps =
      Family.counter(
          "relay_channel_source_gaps",
          null,
          "Breaks of continuity counters that the source sent unannounced.");
  private final Family maxLag =
      Family.gauge(
          "relay_channel_max_client_lag_seconds",
          Unit.SECONDS,
          "How far the client that is furthest behind the live edge is behind it.");

  /**
   * Adds a channel.
   *
   * @param fanout null while there is no ring
   */
  void add(Labels labels, Fanout fanout, Totals totals) {
    clients.add(labels, fanout == null ? 0 : fanout.subscribers().size());
    joined.add(labels, totals.clients());
    for (Departure why : Departure.values()) {
      departed.add(
          labels.add("reason", ChannelFamilies.name(why)),
          totals.departures().getOrDefault(why, 0L));
    }
    sent.add(labels, totals.sentBytes());
    Losses losses = totals.losses();
    for (DropCause cause : DropCause.values()) {
      long chunks = losses.drops().of(cause);
      dropped.add(
          labels.add("cause", ChannelFamilies.name(cause)), (double) chunks * TsPacket.BYTES);
    }
    droppedSeconds.add(labels, losses.droppedNanos() / NANOS_PER_SECOND);
    skips.add(labels.add("fault", "client"), losses.skips() - losses.lateSkips());
    skips.add(labels.add("fault", "relay"), losses.lateSkips());
    cuts.add(labels, losses.unfinishedCuts());
    gaps.add(labels, totals.sourceGaps());
    maxLag.add(labels, fanout == null ? 0 : maxLagSeconds(fanout));
  }

  private static double maxLagSeconds(Fanout fanout) {
    Edge edge = fanout.edge();
    long furthest = Long.MAX_VALUE;
    for (Subscriber subscriber : fanout.subscribers()) {
      furthest = Math.min(furthest, subscriber.snapshot().nextSequence());
    }
    long head = edge.head();
    return furthest >= head ? 0 : edge.nanosBetween(furthest, head) / NANOS_PER_SECOND;
  }

  static double heldSeconds(Fanout fanout) {
    Ring ring = fanout.ring();
    long head = ring.headAcquire();
    return ring.nanosBetween(Math.min(ring.tailAcquire(), head), head) / NANOS_PER_SECOND;
  }

  Stream<MetricSnapshot> snapshots() {
    return Stream.of(
            clients, joined, departed, sent, dropped, droppedSeconds, skips, cuts, gaps, maxLag)
        .map(Family::snapshot);
  }
}
