package tv.relay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tv.relay.ring.Ring;

/** Ticks come at the interval's pace, and only while somebody is there. */
class DeliveryLoopTest {
  private static final long TICK = Duration.ofMillis(50).toNanos();

  private final List<Runnable> tasks = new ArrayList<>();
  private final List<Runnable> timers = new ArrayList<>();
  private final List<Long> delays = new ArrayList<>();
  private final IoThread ioThread = new RecordedIoThread();
  private final Ring ring = new Ring(4_000 * NumberedChunk.BYTES, NumberedChunk.BYTES, 0, 0);
  private long now;

  private final Delivery delivery =
      new Delivery(
          new DeliveryOptions(
              Duration.ofNanos(TICK),
              65_536,
              Duration.ofHours(1),
              Duration.ofHours(1),
              Duration.ZERO),
          () -> now);
  private final Fanout fanout = new Fanout("bench", ring, delivery, null);

  @Test
  void shouldDeliverWhatCameSinceTheLastTickAtTheNext() {
    FakePlayer player = attach();
    ring.publish(NumberedChunk.of(0), 0, NumberedChunk.BYTES, 0);
    fanout.published();
    assertThat(tasks).as("nobody is woken before the tick").isEmpty();

    tickAt(TICK);

    assertThat(player.takenBytes()).isEqualTo(NumberedChunk.BYTES);
  }

  /** What doesn't fill another segment goes with what comes next, or at the next tick but a few. */
  @Test
  void shouldWriteWholeSegmentsAndTheRestSoon() {
    FakePlayer player = attach();
    int segment = Subscriber.SEGMENT_BYTES / NumberedChunk.BYTES;
    for (int i = 0; i < segment + 10; i++) {
      ring.publish(NumberedChunk.of(i), 0, NumberedChunk.BYTES, 0);
    }
    tickAt(TICK);
    assertThat(player.takenBytes()).isEqualTo((long) segment * NumberedChunk.BYTES);

    for (int i = 2; i <= 7; i++) {
      tickAt(i * TICK);
    }
    assertThat(player.takenBytes()).isEqualTo((segment + 10L) * NumberedChunk.BYTES);
  }

  /** Where there is time for few turns only, more goes into each. */
  @Test
  void shouldWriteAllWholeSegmentsAtOnce() {
    FakePlayer player = attach();
    int segment = Subscriber.SEGMENT_BYTES / NumberedChunk.BYTES;
    for (int i = 0; i < 3 * segment + 10; i++) {
      ring.publish(NumberedChunk.of(i), 0, NumberedChunk.BYTES, 0);
    }
    tickAt(TICK);
    assertThat(player.takenBytes()).isEqualTo(3L * segment * NumberedChunk.BYTES);
    assertThat(player.writes()).isEqualTo(1);
  }

  @Test
  void shouldKeepItsPaceThoughTimersAreLate() {
    attach();
    tickAt(TICK + 7);
    tickAt(2 * TICK + 5);

    assertThat(delays).containsExactly(TICK, TICK - 7, TICK - 5);
  }

  @Test
  void shouldNotMakeUpForTicksThatWereMissed() {
    attach();
    tickAt(10 * TICK);
    tickAt(10 * TICK + 1);

    assertThat(delays).containsExactly(TICK, TICK, TICK - 1);
  }

  @Test
  void shouldNotTickForNobody() {
    attach().leaves();
    tickAt(TICK);
    assertThat(timers).isEmpty();

    attach();
    assertThat(timers).hasSize(1);
  }

  @Test
  void shouldTickOnceForManyClients() {
    attach();
    attach();
    tickAt(TICK);

    assertThat(timers).hasSize(1);
  }

  private FakePlayer attach() {
    FakePlayer player = new FakePlayer(Long.MAX_VALUE);
    Client client = new Client(1, "127.0.0.1:1", "", now);
    fanout.attach(client, ioThread, player, new Join(Duration.ZERO, false), () -> {});
    return player;
  }

  private void tickAt(long nanoTime) {
    now = nanoTime;
    List<Runnable> due = List.copyOf(timers);
    timers.clear();
    due.forEach(Runnable::run);
  }

  private final class RecordedIoThread implements IoThread {

    @Override
    public void execute(Runnable task) {
      tasks.add(task);
    }

    @Override
    public void executeAfter(Runnable task, long nanos) {
      timers.add(task);
      delays.add(nanos);
    }
  }
}
