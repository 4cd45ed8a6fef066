package tv.relay.delivery;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jctools.maps.NonBlockingHashMapLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.StreamConnection;
import org.xnio.channels.StreamSinkChannel;
import tv.relay.ring.Ring;

/** One channel's ring and everybody who reads it. Safe for any thread, but for {@link #attach}. */
public final class Fanout {
  private static final Logger LOG = LoggerFactory.getLogger(Fanout.class);

  private final String channelId;
  private final Ring ring;
  private final Delivery delivery;
  private final EntryPoints entryPoints;
  private final Map<DeliveryLoop, Lane> lanes = new ConcurrentHashMap<>();
  private final NonBlockingHashMapLong<Subscriber> subscribers = new NonBlockingHashMapLong<>();
  private volatile boolean ended;

  public Fanout(String channelId, Ring ring, Delivery delivery, EntryPoints entryPoints) {
    this.channelId = channelId;
    this.ring = ring;
    this.delivery = delivery;
    this.entryPoints = entryPoints;
  }

  /** Whether clients may still be attached. */
  public boolean isOpen() {
    return !ended;
  }

  String channelId() {
    return channelId;
  }

  public Ring ring() {
    return ring;
  }

  EntryPoints entryPoints() {
    return entryPoints;
  }

  /**
   * Attaches a client. To be called on its connection's I/O thread, with the response head already
   * set; it is sent with the first bytes.
   *
   * @param join where to start; negative for the usual place
   * @param onGone told once, on the I/O thread, when nothing of the subscriber is left
   * @return null when the channel ended meanwhile; the connection is then untouched
   */
  public Subscriber attach(
      Client client,
      StreamConnection connection,
      StreamSinkChannel response,
      long join,
      Runnable onGone) {
    return attach(
        client, connection.getIoThread(), new SocketOutlet(connection, response), join, onGone);
  }

  Subscriber attach(
      Client client,
      java.util.concurrent.Executor ioThread,
      Outlet outlet,
      long join,
      Runnable onGone) {
    if (ended || !ring.retain()) {
      return null;
    }
    Lane lane = lanes.computeIfAbsent(delivery.loop(ioThread), loop -> new Lane(this, loop));
    long start = join >= 0 ? join : entryPoints.joinAt(ring);
    Subscriber subscriber = new Subscriber(client, lane, outlet, onGone, start);
    subscribers.put(client.id(), subscriber);
    lane.add(subscriber);
    lane.serve(subscriber);
    if (ended) {
      subscriber.end();
    }
    return subscriber;
  }

  /** The reader has published. */
  public void published() {
    delivery.published();
  }

  public Collection<Subscriber> subscribers() {
    return subscribers.values();
  }

  /** The subscriber of that client, or null. */
  public Subscriber subscriber(long clientId) {
    return subscribers.get(clientId);
  }

  /** Ends all responses on a packet boundary and takes no new clients. */
  public void end() {
    ended = true;
    subscribers.values().forEach(Subscriber::end);
  }

  void departed(Subscriber subscriber, Departure why) {
    Client client = subscriber.client();
    subscribers.remove(client.id());
    CursorSnapshot account = subscriber.snapshot();
    switch (why) {
      case EVICTED ->
          LOG.info(
              "channel {}: evicted client {} at {}: it took no byte for {} s",
              channelId,
              client.id(),
              client.address(),
              delivery.options().clientTimeout().toSeconds());
      case TORN ->
          LOG.warn(
              "channel {}: reset client {} at {}: the source overtook it during a write;"
                  + " a larger --ring-size gives it more time",
              channelId,
              client.id(),
              client.address());
      default ->
          LOG.info(
              "channel {}: client {} at {} {}: {} bytes sent, {} chunks dropped in {} skips",
              channelId,
              client.id(),
              client.address(),
              why == Departure.KICKED ? "kicked" : why == Departure.ENDED ? "ended" : "left",
              account.sentBytes(),
              account.droppedChunks(),
              account.skips());
    }
  }
}
