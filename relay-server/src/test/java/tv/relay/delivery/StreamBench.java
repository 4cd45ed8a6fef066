package tv.relay.delivery;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import tv.relay.index.StreamIndex;
import tv.relay.index.Timeline;
import tv.relay.mpegts.TsPacket;
import tv.relay.reserve.Edge;
import tv.relay.reserve.LiveEdge;
import tv.relay.reserve.Reservoir;
import tv.relay.ring.Ring;
import tv.relay.testing.StreamModel;
import tv.relay.testing.StreamPacket;
import tv.relay.testing.StreamShape;

/**
 * A channel of a {@link StreamModel}: time goes, and the I/O thread runs, when the test says so.
 */
final class StreamBench implements AutoCloseable {
  static final Duration CLIENT_TIMEOUT = Duration.ofHours(1);

  private final StreamModel stream;
  private final Ring ring;
  private final StreamIndex index;
  private final Delivery delivery;
  private final Fanout fanout;
  private final ManualIoThread ioThread = new ManualIoThread();
  private BiConsumer<Long, byte[]> damage = (sequence, packet) -> {};
  private final List<byte[]> published = new ArrayList<>();
  private long idleMillis;
  private long nowNanos;
  private long clients;

  StreamBench(StreamShape shape, int capacityChunks, Duration maxLag) {
    this(shape, capacityChunks, maxLag, Duration.ZERO);
  }

  /** With clients that are kept so far behind the source. */
  StreamBench(StreamShape shape, int capacityChunks, Duration maxLag, Duration reserve) {
    stream = new StreamModel(shape);
    ring = new Ring(capacityChunks * TsPacket.BYTES, TsPacket.BYTES, 0, 0);
    Timeline timeline = new Timeline();
    index = new StreamIndex(capacityChunks, timeline);
    Edge edge =
        reserve.isZero()
            ? new LiveEdge(ring, index)
            : new Reservoir(ring, index, timeline, reserve.toNanos(), reserve.toNanos());
    delivery =
        new Delivery(
            new DeliveryOptions(CLIENT_TIMEOUT, 65_536, CLIENT_TIMEOUT, maxLag, Duration.ZERO),
            () -> nowNanos);
    fanout = new Fanout("bench", ring, delivery, index, edge, new Ledger());
  }

  StreamModel stream() {
    return stream;
  }

  Ring ring() {
    return ring;
  }

  StreamIndex index() {
    return index;
  }

  Fanout fanout() {
    return fanout;
  }

  Subscriber attach(PacketPlayer player, Duration cushion, boolean fromFirst) {
    Client client = new Client(++clients, "127.0.0.1:" + clients, "", nowNanos);
    return fanout.attach(client, ioThread, player, new Join(cushion, fromFirst), () -> {});
  }

  /** So many packets in one piece, as a socket's read brings them. */
  void publish(int packets) {
    ByteArrayOutputStream piece = new ByteArrayOutputStream();
    long sequence = ring.headAcquire();
    for (int i = 0; i < packets; i++) {
      StreamPacket packet = stream.next();
      nowNanos = TimeUnit.MILLISECONDS.toNanos(packet.millis() + idleMillis);
      byte[] bytes = packet.bytes().clone();
      damage.accept(packet.sequence(), bytes);
      published.add(bytes);
      piece.writeBytes(bytes);
    }
    byte[] bytes = piece.toByteArray();
    ring.publish(bytes, 0, bytes.length, nowNanos);
    index.packets(bytes, 0, bytes.length, sequence, nowNanos);
  }

  /** All packets, as they went into the ring. */
  List<byte[]> published() {
    return published;
  }

  /** What happens to packets on their way. */
  void damages(BiConsumer<Long, byte[]> what) {
    damage = what;
  }

  /** As a channel does before it lets anybody in. */
  void publishUpToAPoint() {
    while (!fanout.edge().isOpen()) {
      publish(1);
      fanout.published();
    }
  }

  /** The source is silent for a while. */
  void idles(long millis) {
    idleMillis += millis;
    nowNanos += TimeUnit.MILLISECONDS.toNanos(millis);
  }

  void turn() {
    delivery.loop(ioThread).signal();
    ioThread.run();
  }

  /** Leaves nothing for the rests of units. */
  void takeKeptBytes() {
    delivery.keptBytes().take((int) KeptBytes.TOTAL_BYTES);
  }

  /** Whether no client holds any memory that all share. */
  boolean hasAllKeptBytes() {
    boolean all = delivery.keptBytes().take((int) KeptBytes.TOTAL_BYTES);
    if (all) {
      delivery.keptBytes().giveBack(KeptBytes.TOTAL_BYTES);
    }
    return all;
  }

  @Override
  public void close() {
    fanout.end();
    turn();
    delivery.close();
    ring.release();
  }
}
