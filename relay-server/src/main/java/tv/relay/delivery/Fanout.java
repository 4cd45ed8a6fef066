package tv.relay.delivery;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jctools.maps.NonBlockingHashMapLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.StreamConnection;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.conduits.StreamSinkConduit;
import tv.relay.events.Event;
import tv.relay.index.AccessPoint;
import tv.relay.index.StreamIndex;
import tv.relay.reserve.Edge;
import tv.relay.reserve.LiveEdge;
import tv.relay.reserve.Reserve;
import tv.relay.ring.Ring;

/** One channel's ring and everybody who reads it. Safe for any thread, but for {@link #attach}. */
public final class Fanout {
  private static final Logger LOG = LoggerFactory.getLogger(Fanout.class);

  private final String channelId;
  private final Ring ring;
  private final Delivery delivery;

  /** Null for a stream of which nothing is known. */
  private final StreamIndex index;

  private final Edge edge;

  /** The channel's, over all its rings. */
  private final Ledger ledger;

  private final Map<DeliveryLoop, Lane> lanes = new ConcurrentHashMap<>();
  private final NonBlockingHashMapLong<Subscriber> subscribers = new NonBlockingHashMapLong<>();

  /** Those who have left. Guarded by {@link #departures}. */
  private Attendance departed = Attendance.NOBODY;

  /** Held while somebody moves from the present to the departed; by no thread of a source. */
  private final Object departures = new Object();

  /** Written by the reader, of which there is one at a time. */
  private volatile long connections;

  private volatile boolean ended;

  /** Written by any lane's thread; two at once would only say it twice. */
  private volatile boolean warned;

  /**
   * A ring with nobody at it, whose clients get what comes as soon as it is there.
   *
   * @param index of the stream in the ring; null when it is no transport stream
   */
  public Fanout(String channelId, Ring ring, Delivery delivery, StreamIndex index) {
    this(channelId, ring, delivery, index, new LiveEdge(ring, index), new Ledger());
  }

  /**
   * A ring with nobody at it.
   *
   * @param index of the stream in the ring; null when it is no transport stream
   * @param edge how far clients may go in the ring
   * @param ledger told of who comes and who leaves
   */
  public Fanout(
      String channelId, Ring ring, Delivery delivery, StreamIndex index, Edge edge, Ledger ledger) {
    this.channelId = channelId;
    this.ring = ring;
    this.delivery = delivery;
    this.index = index;
    this.edge = edge;
    this.ledger = ledger;
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

  /** Null when the stream is no transport stream. */
  public StreamIndex index() {
    return index;
  }

  /** How far clients may go in the ring. */
  public Edge edge() {
    return edge;
  }

  /** Releases what is due. */
  void advance() {
    edge.advance(delivery.nanoTime(), !subscribers.isEmpty());
  }

  /** Says once that a reserve is less than was asked for. */
  void warnOfSmallReserve() {
    Reserve reserve = edge.reserve();
    if (reserve != null && reserve.isRingTooSmall() && !warned) {
      warned = true;
      LOG.warn(
          "channel {}: its ring of {} MB holds no more than {} s of the {} s that are to be held"
              + " back; it gets a larger one when it is next connected, or give --ring-size more",
          channelId,
          ring.capacityBytes() / 1_000_000,
          TimeUnit.NANOSECONDS.toSeconds(reserve.heldNanos()),
          TimeUnit.NANOSECONDS.toSeconds(reserve.wantedNanos()));
    }
  }

  /** The oldest position that is not too far behind: by time, and by what the ring holds. */
  long softMark() {
    long byTime = edge.sequenceBehind(delivery.options().maxLag().toNanos());
    return Math.max(byTime, edge.head() - edge.roomChunks() / 2);
  }

  /**
   * Attaches a client. To be called on its connection's I/O thread, with the response head already
   * set; it is sent with the first bytes.
   *
   * @param socket what the response's bytes go to once its head is out; the body must have neither
   *     framing nor a length
   * @param onGone told once, on the I/O thread, when nothing of the subscriber is left
   * @return null when the channel ended meanwhile; the connection is then untouched. Whatever is
   *     thrown, nothing of the client is left here; its connection is the caller's to close
   */
  public Subscriber attach(
      Client client,
      StreamConnection connection,
      StreamSinkChannel response,
      StreamSinkConduit socket,
      Join join,
      Runnable onGone) {
    return attach(
        client,
        new IoThread.Xnio(connection.getIoThread()),
        new SocketOutlet(connection, response, socket),
        join,
        onGone);
  }

  Subscriber attach(Client client, IoThread ioThread, Outlet outlet, Join join, Runnable onGone) {
    if (ended || !ring.retain()) {
      return null;
    }
    Lane lane = null;
    Subscriber subscriber = null;
    try {
      lane = lanes.computeIfAbsent(delivery.loop(ioThread), loop -> new Lane(this, loop));
      subscriber = newSubscriber(client, lane, outlet, join, onGone);
      lane.add(subscriber);
      subscribers.put(client.id(), subscriber);
      ledger.arrived(subscriber);
      lane.serve(subscriber);
    } catch (RuntimeException | Error e) {
      if (subscriber != null && lane.has(subscriber)) {
        // It departs as any other, and the lane gives back what it holds of the ring.
        subscriber.failed(e);
      } else {
        ring.release();
      }
      throw e;
    }
    if (ended) {
      subscriber.end();
    }
    return subscriber;
  }

  private Subscriber newSubscriber(
      Client client, Lane lane, Outlet outlet, Join join, Runnable onGone) {
    advance();
    AccessPoint point =
        index == null ? null : join.point(edge, ring, delivery.options().joinCushion());
    long start = point != null ? point.entry() : join.position(edge, ring);
    Cursor cursor = new Cursor(ring, start);
    Route route =
        index == null
            ? new OpaqueRoute(edge, cursor)
            : new CleanRoute(index, edge, ring, cursor, delivery.keptBytes(), point);
    SourceTroubles now = sourceTroubles();
    SourceTroubles before =
        point == null ? now : new SourceTroubles(point.continuityErrorsBefore(), now.reconnects());
    return new Subscriber(client, lane, outlet, onGone, cursor, route, before);
  }

  /** A connection to a source stands, and what comes next is its. The reader's thread. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // One writer.
  public void connectionChanged() {
    connections++;
  }

  /** What has been wrong with the source since the channel went live. */
  public SourceTroubles sourceTroubles() {
    return new SourceTroubles(
        index == null ? 0 : index.health().continuityErrors(), Math.max(0, connections - 1));
  }

  /** The reader has published. */
  public void published() {
    advance();
    delivery.published();
  }

  public Collection<Subscriber> subscribers() {
    return subscribers.values();
  }

  /** Who is there, and the losses of who was. */
  public Attendance attendance() {
    synchronized (departures) {
      return departed.with(List.copyOf(subscribers.values()));
    }
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
    CursorSnapshot account = subscriber.snapshot();
    synchronized (departures) {
      subscribers.remove(client.id());
      departed = departed.departed(account, why);
    }
    ledger.departed(subscriber, account, why);
    Losses losses = Losses.of(account);
    switch (why) {
      case EVICTED, VANISHED ->
          delivery
              .events()
              .add(
                  channelId,
                  Event.Kind.EVICTED,
                  null,
                  String.format(
                      "evicted client %d at %s: it %s for %d s",
                      client.id(),
                      client.address(),
                      why == Departure.EVICTED ? "took no byte" : "has not answered",
                      delivery.options().clientTimeout().toSeconds()));
      case TORN ->
          LOG.warn(
              "channel {}: reset client {} at {}: the source overtook it during a write;"
                  + " a larger --ring-size gives it more time",
              channelId,
              client.id(),
              client.address());
      default ->
          LOG.info(
              "channel {}: client {} at {} {}: {} bytes sent, {} chunks ({} ms) dropped in {} skips",
              channelId,
              client.id(),
              client.address(),
              why == Departure.KICKED ? "kicked" : why == Departure.ENDED ? "ended" : "left",
              account.sentBytes(),
              losses.lostChunks(),
              TimeUnit.NANOSECONDS.toMillis(losses.droppedNanos()),
              losses.skips());
    }
  }
}
