package tv.relay.status;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import tv.relay.channel.Channel;
import tv.relay.channel.ChannelView;
import tv.relay.channel.Channels;
import tv.relay.delivery.Client;
import tv.relay.delivery.CursorSnapshot;
import tv.relay.delivery.Fanout;
import tv.relay.delivery.Subscriber;
import tv.relay.ring.Ring;
import tv.relay.upstream.UpstreamMeter;

/** Takes snapshots of what goes on, without a lock and without disturbing it. Any thread. */
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
    return new ServerStatus(version, seconds(now - startedNanos), clients, all);
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
        all.addAll(readClients(fanout, channel.id(), now).clients());
      }
    }
    return all;
  }

  private ChannelStatus channel(Channel channel, long now) {
    ChannelView view = channel.view();
    Fanout fanout = view.fanout();
    Reading reading = fanout == null ? null : readClients(fanout, null, now);
    return new ChannelStatus(
        channel.id(),
        channel.definition().title(),
        view.state().name().toLowerCase(Locale.ROOT),
        seconds(now - view.stateSinceNanos()),
        view.format() == null
            ? null
            : switch (view.format()) {
              case TRANSPORT_STREAM -> "mpegts";
              case OPAQUE -> "opaque";
            },
        upstream(channel.meter(), view, now),
        reading == null ? null : reading.ring(),
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
        view.fanout() == null || view.fanout().index() == null
            ? null
            : view.fanout().index().seams().report());
  }

  /** A ring's head and all accounts held against it. */
  private record Reading(RingStatus ring, List<ClientStatus> clients) {}

  private static Reading readClients(Fanout fanout, String channelId, long now) {
    // Accounts first, head after: no cursor is then ahead of the head.
    List<Client> clients = new ArrayList<>();
    List<CursorSnapshot> accounts = new ArrayList<>();
    for (Subscriber subscriber : fanout.subscribers()) {
      clients.add(subscriber.client());
      accounts.add(subscriber.snapshot());
    }
    Ring ring = fanout.ring();
    long head = ring.headAcquire();
    List<ClientStatus> all = new ArrayList<>(clients.size());
    for (int i = 0; i < clients.size(); i++) {
      all.add(client(clients.get(i), accounts.get(i), channelId, ring, head, now));
    }
    long held = ring.nanosBetween(Math.min(ring.tailAcquire(), head), head);
    return new Reading(new RingStatus(ring.capacityBytes(), head, millis(held)), all);
  }

  private static ClientStatus client(
      Client client, CursorSnapshot account, String channelId, Ring ring, long head, long now) {
    long lagChunks = account.lagChunks(head);
    long lagNanos = ring.nanosBetween(account.nextSequence(), head);
    Map<String, Long> drops = new TreeMap<>();
    account
        .droppedChunksByCause()
        .forEach((cause, chunks) -> drops.put(cause.name().toLowerCase(Locale.ROOT), chunks));
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
        drops,
        account.skips(),
        lagChunks,
        lagChunks * account.chunkBytes(),
        millis(lagNanos),
        millis(Math.max(account.maxLagNanos(), lagNanos)),
        account.droppedChunks() == 0 ? null : seconds(now - account.lastDropNanos()));
  }

  private static long seconds(long nanos) {
    return TimeUnit.NANOSECONDS.toSeconds(nanos);
  }

  private static long millis(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos);
  }
}
