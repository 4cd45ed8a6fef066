package tv.relay.delivery;

import java.time.Duration;
import tv.relay.ring.Ring;

/**
 * A channel's delivery with its threads taken out: the source publishes and the I/O thread runs
 * when the test says so. Chunk n comes at n milliseconds.
 */
final class DeliveryBench implements AutoCloseable {
  static final long LONG = Long.MAX_VALUE / 2;

  private final Delivery delivery;
  private final ManualIoThread ioThread = new ManualIoThread();
  private final Ring ring;
  private final Fanout fanout;
  private long clients;

  DeliveryBench(int capacityChunks) {
    this(capacityChunks, Duration.ofHours(1));
  }

  DeliveryBench(int capacityChunks, Duration clientTimeout) {
    // No tick of its own.
    delivery =
        new Delivery(
            new DeliveryOptions(
                Duration.ofHours(1), 65_536, clientTimeout, Duration.ofHours(1), Duration.ZERO));
    ring = new Ring(capacityChunks * NumberedChunk.BYTES, NumberedChunk.BYTES, 0, 0);
    fanout = new Fanout("bench", ring, delivery, null);
  }

  Ring ring() {
    return ring;
  }

  Fanout fanout() {
    return fanout;
  }

  /** At the head. */
  Subscriber attach(FakePlayer player) {
    return attach(player, () -> {});
  }

  Subscriber attach(Outlet player, Runnable onGone) {
    return attachAt(player, -1, onGone);
  }

  /** At that sequence; at the head when it is negative. */
  Subscriber attachAt(Outlet player, long join, Runnable onGone) {
    Client client = new Client(++clients, "127.0.0.1:" + clients, "", System.nanoTime());
    return fanout.attach(client, ioThread, player, new Join(Duration.ZERO, join >= 0), onGone);
  }

  /** The I/O thread throws once, when it is asked for a tick. */
  void failsAtTheNextTimer() {
    ioThread.failsAtTheNextTimer();
  }

  /** Whether the I/O thread was asked for a tick. */
  boolean isTimed() {
    return ioThread.isTimed();
  }

  void publish(int chunks) {
    for (int i = 0; i < chunks; i++) {
      long sequence = ring.headAcquire();
      ring.publish(
          NumberedChunk.of(sequence),
          0,
          NumberedChunk.BYTES,
          Duration.ofMillis(sequence).toNanos());
    }
  }

  /** One turn for everybody, and all that comes of it. */
  void turn() {
    delivery.loop(ioThread).signal();
    run();
  }

  void publishAndTurn(int chunks) {
    publish(chunks);
    turn();
  }

  /** Whatever waits for the I/O thread. */
  void run() {
    ioThread.run();
  }

  /** Whether the I/O thread has nobody left to serve. */
  boolean isIdle() {
    return delivery.loop(ioThread).isIdle();
  }

  @Override
  public void close() {
    fanout.end();
    run();
    delivery.close();
  }
}
