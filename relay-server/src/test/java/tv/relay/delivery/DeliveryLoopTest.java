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
  private long clients;

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

  /**
   * What doesn't fill another segment goes at the next tick, with what comes until then, if any.
   */
  @Test
  void shouldWriteWholeSegmentsAndTheRestAtTheNextTick() {
    FakePlayer player = attach();
    int segment = Subscriber.SEGMENT_BYTES / NumberedChunk.BYTES;
    for (int i = 0; i < segment + 10; i++) {
      ring.publish(NumberedChunk.of(i), 0, NumberedChunk.BYTES, 0);
    }
    tickAt(TICK);
    assertThat(player.takenBytes()).isEqualTo((long) segment * NumberedChunk.BYTES);

    tickAt(2 * TICK);
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

  /** One whose stream can't be made, for whatever reason, leaves; the others go on as before. */
  @Test
  void shouldGoOnForTheOthersWhenOneFailsWithAnError() {
    FakePlayer failing = attach();
    FakePlayer other = attach();
    failing.duringTheNextWrite(
        () -> {
          throw new OutOfMemoryError("of this test");
        });
    ring.publish(NumberedChunk.of(0), 0, NumberedChunk.BYTES, 0);
    tickAt(TICK);
    ring.publish(NumberedChunk.of(1), 0, NumberedChunk.BYTES, 0);
    tickAt(2 * TICK);

    assertThat(failing.calls).containsExactly("reset");
    assertThat(other.takenBytes()).isEqualTo(2 * NumberedChunk.BYTES);
  }

  /** Not even when the end of one can't be told. */
  @Test
  void shouldTickOnThoughATurnFails() {
    attach(
            () -> {
              throw new IllegalStateException("of this test");
            })
        .breaks();
    FakePlayer other = attach();
    ring.publish(NumberedChunk.of(0), 0, NumberedChunk.BYTES, 0);
    tickAt(TICK);
    ring.publish(NumberedChunk.of(1), 0, NumberedChunk.BYTES, 0);
    tickAt(2 * TICK);

    assertThat(timers).hasSize(1);
    assertThat(other.takenBytes()).isEqualTo(2 * NumberedChunk.BYTES);
  }

  private FakePlayer attach() {
    return attach(() -> {});
  }

  private FakePlayer attach(Runnable onGone) {
    FakePlayer player = new FakePlayer(Long.MAX_VALUE);
    Client client = new Client(++clients, "127.0.0.1:1", "", now);
    fanout.attach(client, ioThread, player, new Join(Duration.ZERO, false), onGone);
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
