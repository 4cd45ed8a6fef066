package tv.relay.status;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import tv.relay.delivery.Attendance;
import tv.relay.delivery.Client;
import tv.relay.delivery.CursorSnapshot;
import tv.relay.delivery.DropCause;
import tv.relay.delivery.DropCounts;
import tv.relay.delivery.Fanout;
import tv.relay.delivery.Losses;
import tv.relay.delivery.SourceTroubles;
import tv.relay.delivery.Subscriber;
import tv.relay.reserve.Edge;
import tv.relay.reserve.Reserve;
import tv.relay.ring.Ring;

/** A ring's head and all accounts held against it. Immutable. */
record FanoutReading(RingStatus ring, LossStatus losses, List<ClientStatus> clients) {

  /**
   * Reads everybody's account.
   *
   * @param channelId to be named at each client; null where that is clear
   */
  static FanoutReading of(Fanout fanout, String channelId, long now) {
    Attendance attendance = fanout.attendance();
    // Accounts first, head after: no cursor is then ahead of the head.
    List<CursorSnapshot> accounts =
        attendance.present().stream().map(Subscriber::snapshot).toList();
    Edge edge = fanout.edge();
    Moment moment = new Moment(fanout.ring(), edge, edge.head(), fanout.sourceTroubles(), now);
    List<ClientStatus> clients = new ArrayList<>(accounts.size());
    Losses losses = attendance.departed();
    for (int i = 0; i < accounts.size(); i++) {
      clients.add(moment.client(attendance.present().get(i), accounts.get(i), channelId));
      losses = losses.plus(accounts.get(i));
    }
    return new FanoutReading(
        moment.ringStatus(), moment.losses(attendance, losses, clients), clients);
  }

  /** What all accounts are held against. */
  private record Moment(Ring ring, Edge edge, long head, SourceTroubles source, long now) {

    RingStatus ringStatus() {
      long written = ring.headAcquire();
      long held = edge.nanosBetween(Math.min(ring.tailAcquire(), written), written);
      return new RingStatus(ring.capacityBytes(), head, millis(held), reserve(edge.reserve()));
    }

    private static ReserveStatus reserve(Reserve reserve) {
      return reserve == null
          ? null
          : new ReserveStatus(
              millis(reserve.wantedNanos()),
              millis(reserve.heldNanos()),
              reserve.filling(),
              reserve.isRingTooSmall());
    }

    ClientStatus client(Subscriber subscriber, CursorSnapshot account, String channelId) {
      Client client = subscriber.client();
      long lagChunks = account.lagChunks(head);
      long lagNanos = edge.nanosBetween(account.nextSequence(), head);
      SourceTroubles troubles = source.since(subscriber.sourceBefore());
      return new ClientStatus(
          Long.toString(client.id()),
          channelId,
          client.address(),
          client.userAgent(),
          seconds(now - client.connectedNanos()),
          account.joinSequence(),
          account.sentBytes(),
          account.sentChunks(),
          account.droppedChunks(),
          account.droppedBytes(),
          millis(account.droppedNanos()),
          byName(account.drops()),
          account.skips(),
          account.lateSkips(),
          account.unfinishedCuts(),
          account.longestSkipChunks(),
          millis(account.longestSkipNanos()),
          lagChunks,
          lagChunks * account.chunkBytes(),
          millis(lagNanos),
          millis(Math.max(account.maxLagNanos(), lagNanos)),
          secondsAgo(account.lastDropNanos()),
          troubles.gaps(),
          troubles.reconnects());
    }

    LossStatus losses(Attendance attendance, Losses sum, List<ClientStatus> clients) {
      long lagMillis = clients.stream().mapToLong(ClientStatus::lagMillis).max().orElse(0);
      return new LossStatus(
          sum.droppedChunks(),
          sum.droppedBytes(),
          millis(sum.droppedNanos()),
          byName(sum.drops()),
          sum.skips(),
          sum.lateSkips(),
          sum.unfinishedCuts(),
          sum.longestSkipChunks(),
          millis(sum.longestSkipNanos()),
          lagMillis,
          Math.max(millis(sum.maxLagNanos()), lagMillis),
          secondsAgo(sum.lastDropNanos()),
          attendance.departedClients(),
          attendance.evictedClients(),
          attendance.overtakenClients());
    }

    private Long secondsAgo(long nanoTime) {
      return nanoTime == 0 ? null : Math.max(0, seconds(now - nanoTime));
    }
  }

  /** Those that there are. */
  private static Map<String, Long> byName(DropCounts drops) {
    if (drops.total() == 0) {
      return Map.of();
    }
    Map<String, Long> chunks = new TreeMap<>();
    for (DropCause cause : DropCause.values()) {
      if (drops.of(cause) > 0) {
        chunks.put(cause.name().toLowerCase(Locale.ROOT), drops.of(cause));
      }
    }
    return chunks;
  }

  private static long seconds(long nanos) {
    return TimeUnit.NANOSECONDS.toSeconds(nanos);
  }

  private static long millis(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos);
  }
}
