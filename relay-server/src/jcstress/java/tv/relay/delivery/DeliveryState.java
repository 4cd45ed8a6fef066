package tv.relay.delivery;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import tv.relay.ring.Ring;

/**
 * A shipped ring, full with chunks 0 to 7, its fan-out and one client, whose socket is the test. A
 * chunk is 64 bytes; all its words hold the chunk's sequence. What an I/O thread has to do waits
 * until an actor or the arbiter is that thread.
 */
class DeliveryState implements IoThread, Outlet {
  static final int CHUNK = 64;
  static final int CAPACITY = 8;

  private static final DeliveryOptions NO_TICKS =
      new DeliveryOptions(
          Duration.ofHours(1), 65_536, Duration.ofHours(1), Duration.ofHours(1), Duration.ZERO);

  final Ring ring = new Ring(CAPACITY * CHUNK, CHUNK, 0, 0);
  final Delivery delivery = new Delivery(NO_TICKS);
  final Fanout fanout = new Fanout("race", ring, delivery, null);
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

  /** What the producer's actor publishes. */
  private final byte[] source;

  private Runnable writable;
  private boolean hasRoom;

  private Subscriber subscriber;

  /** Chunks that the client got. */
  int taken;

  /** Of those, how many were not what their place says. */
  int wrong;

  boolean finished;
  boolean reset;

  DeliveryState(int toPublish) {
    byte[] before = chunks(0, CAPACITY);
    ring.publish(before, 0, before.length, 0);
    source = chunks(CAPACITY, toPublish);
  }

  final void publish() {
    ring.publish(source, 0, source.length, 1);
  }

  /** A client without room: at the oldest chunk that is safe, or at the head. */
  final Subscriber attach(boolean fromFirst) {
    Client client = new Client(1, "127.0.0.1:1", "", 0);
    subscriber = fanout.attach(client, this, this, new Join(Duration.ZERO, fromFirst), () -> {});
    return subscriber;
  }

  /** The client takes whatever comes. */
  final void makeRoom() {
    hasRoom = true;
    writable.run();
  }

  /** What waits for the I/O thread. */
  final void runTasks() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  @Override
  public final void execute(Runnable task) {
    tasks.add(task);
  }

  @Override
  public final void executeAfter(Runnable task, long nanos) {
    // No ticks.
  }

  @Override
  public final void listen(Runnable whenWritable, Runnable gone) {
    writable = whenWritable;
  }

  @Override
  public final int write(ByteBuffer bytes) {
    if (!hasRoom) {
      return 0;
    }
    int length = bytes.remaining();
    long awaited = subscriber.snapshot().nextSequence();
    for (int at = bytes.position(); at < bytes.limit(); at += CHUNK) {
      long first = bytes.getLong(at);
      long last = bytes.getLong(at + CHUNK - Long.BYTES);
      wrong += first == awaited && last == awaited ? 0 : 1;
      awaited++;
      taken++;
    }
    return length;
  }

  @Override
  public final void awaitRoom() {}

  @Override
  public final void roomFound() {}

  @Override
  public final boolean finish() {
    finished = true;
    return true;
  }

  @Override
  public final void close() {}

  @Override
  public final void reset() {
    reset = true;
  }

  private static byte[] chunks(long first, int count) {
    ByteBuffer bytes = ByteBuffer.allocate(count * CHUNK);
    for (int word = 0; word < count * CHUNK / Long.BYTES; word++) {
      bytes.putLong(first + word / (CHUNK / Long.BYTES));
    }
    return bytes.array();
  }
}
