package tv.relay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tv.relay.ring.Ring;

/** A long backlog goes out in turns that follow each other without the source's help. */
class BacklogTest {
  private static final int CHUNK = 188;
  private static final int BACKLOG = 8_000 * CHUNK;

  /** Less than another write waits for the next tick. */
  private static final long ALL_BUT_A_REST = BACKLOG - Subscriber.SEGMENT_BYTES;

  private final ManualIoThread ioThread = new ManualIoThread();

  /** A budget that is no multiple of a chunk must not leave a rest that is waited for for ever. */
  @Test
  void shouldSendABacklogToASocketThatTakesAll() {
    try (Delivery delivery = new Delivery(never())) {
      RoomOutlet outlet = new RoomOutlet(Long.MAX_VALUE);
      attach(delivery, outlet);
      ioThread.run();
      assertThat(outlet.takenBytes()).isGreaterThan(ALL_BUT_A_REST);
    }
  }

  /** Nothing is published any more, so that only the turn itself can see to the next one. */
  @Test
  void shouldGoOnWithABacklogOnceThereIsRoomThoughNothingNewComes() {
    try (Delivery delivery = new Delivery(never())) {
      // More than a turn, so that the lane has had one of its own and knows of nothing new.
      RoomOutlet outlet = new RoomOutlet(300_000);
      attach(delivery, outlet);
      ioThread.run();
      assertThat(outlet.takenBytes()).isEqualTo(300_000);

      outlet.room = Long.MAX_VALUE;
      outlet.writable.run();
      ioThread.run();
      assertThat(outlet.takenBytes()).isGreaterThan(ALL_BUT_A_REST);
    }
  }

  private void attach(Delivery delivery, Outlet outlet) {
    Ring ring = new Ring(2 * BACKLOG, CHUNK, 0, System.nanoTime());
    byte[] bytes = new byte[BACKLOG];
    ring.publish(bytes, 0, bytes.length, System.nanoTime());
    Fanout fanout = new Fanout("one", ring, delivery, null);
    Client client = new Client(1, "127.0.0.1:1", "", System.nanoTime());
    fanout.attach(client, ioThread, outlet, new Join(null, true), () -> {});
  }

  /** No tick comes to the help of a turn that was forgotten. */
  private static DeliveryOptions never() {
    return new DeliveryOptions(
        Duration.ofHours(1), 65_536, Duration.ofHours(1), Duration.ofHours(1), Duration.ZERO);
  }

  private static final class RoomOutlet extends OpenOutlet {
    private long room;
    private Runnable writable;

    RoomOutlet(long room) {
      this.room = room;
    }

    @Override
    public void listen(Runnable onWritable, Runnable gone) {
      writable = onWritable;
    }

    @Override
    public int write(ByteBuffer bytes) {
      assertThat(bytes.hasRemaining()).as("a write of nothing, which would be repeated").isTrue();
      int limit = bytes.limit();
      bytes.limit(bytes.position() + (int) Math.min(room, bytes.remaining()));
      int taken = super.write(bytes);
      bytes.limit(limit);
      room -= taken;
      return taken;
    }
  }
}
