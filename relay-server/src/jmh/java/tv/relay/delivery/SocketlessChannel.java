package tv.relay.delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import tv.relay.index.StreamIndex;
import tv.relay.ring.Ring;

/**
 * A channel of the demo's clip, over and over, and clients without sockets: each takes all that it
 * is offered, at no cost, or nothing. The I/O thread is whoever calls {@link #turn}.
 */
final class SocketlessChannel implements IoThread, AutoCloseable {
  private static final int PACKET = 188;

  private final byte[] clip;
  private final Ring ring = new Ring(8 << 20, PACKET, 0, System.nanoTime());
  private final StreamIndex index = new StreamIndex(ring.capacityChunks());
  private final Delivery delivery =
      new Delivery(
          // No tick of its own, and nobody is evicted or moved on for being late.
          new DeliveryOptions(
              Duration.ofHours(1), 65_536, Duration.ofDays(1), Duration.ofDays(1), Duration.ZERO));
  private final Fanout fanout = new Fanout("benchmark", ring, delivery, index);
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private int at;

  SocketlessChannel(int clients, boolean taking) {
    try {
      clip = Files.readAllBytes(Path.of(System.getProperty("clip", "samples/demo.ts")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    publish(ring.capacityChunks() / 2);
    for (int i = 0; i < clients; i++) {
      Client client = new Client(i, "127.0.0.1:" + i, "", System.nanoTime());
      fanout.attach(client, this, new Socket(taking), new Join(Duration.ZERO, false), () -> {});
    }
  }

  /** As a reader does it: into the ring, past the index, and said. */
  void publish(int packets) {
    int left = packets * PACKET;
    while (left > 0) {
      int length = Math.min(left, clip.length - at);
      long sequence = ring.headAcquire();
      long now = System.nanoTime();
      ring.publish(clip, at, length, now);
      index.packets(clip, at, length, sequence, now);
      at = (at + length) % clip.length;
      left -= length;
    }
    fanout.published();
  }

  /** One turn for each client. */
  void turn() {
    delivery.loop(this).signal();
    run();
  }

  private void run() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  @Override
  public void executeAfter(Runnable task, long nanos) {
    // No ticks.
  }

  @Override
  public void close() {
    fanout.end();
    run();
    delivery.close();
    ring.release();
  }

  private record Socket(boolean taking) implements Outlet {

    @Override
    public void listen(Runnable writable, Runnable gone) {}

    @Override
    public int write(ByteBuffer bytes) {
      return taking ? bytes.remaining() : 0;
    }

    @Override
    public void awaitRoom() {}

    @Override
    public void roomFound() {}

    @Override
    public boolean finish() {
      return true;
    }

    @Override
    public void close() {}

    @Override
    public void reset() {}
  }
}
