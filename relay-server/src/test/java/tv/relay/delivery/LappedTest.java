package tv.relay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A client slower than the stream loses; cleanly, counted at once, and alone. */
class LappedTest {
  private static final int CHUNK = NumberedChunk.BYTES;
  private static final int CAPACITY = 64;

  private final DeliveryBench bench = new DeliveryBench(CAPACITY);

  @AfterEach
  void closeBench() {
    bench.close();
    bench.ring().release();
  }

  @Test
  void shouldFinishThePacketItIsInAndGoOnAtABoundary() {
    FakePlayer slow = new FakePlayer(3 * CHUNK + 100);
    Subscriber subscriber = bench.attach(slow);
    bench.publishAndTurn(10);
    assertThat(slow.takenBytes()).isEqualTo(3 * CHUNK + 100);

    bench.publishAndTurn(3 * CAPACITY);
    slow.takes(88);
    assertThat(slow.sequences()).containsExactly(0L, 1L, 2L, 3L);
    assertThat(slow.takenBytes()).isEqualTo(4 * CHUNK);

    slow.takes(DeliveryBench.LONG);
    bench.publishAndTurn(5);
    List<Long> seen = slow.sequences();
    assertThat(slow.takenBytes()).isEqualTo(seen.size() * CHUNK);
    assertThat(seen.get(4)).as("resumed at").isGreaterThan(2L * CAPACITY);
    assertThat(seen.get(seen.size() - 1)).isEqualTo(10 + 3 * CAPACITY + 5 - 1);
    assertThat(subscriber.snapshot().skips()).isEqualTo(1);
  }

  @Test
  void shouldCountWhatItSkipsAtTheMomentItSkips() {
    FakePlayer stalled = new FakePlayer(2 * CHUNK);
    Subscriber subscriber = bench.attach(stalled);
    bench.publishAndTurn(10);
    assertThat(subscriber.snapshot().droppedChunks()).isZero();
    assertThat(subscriber.snapshot().lagChunks(10)).isEqualTo(8);

    bench.publishAndTurn(CAPACITY);
    CursorSnapshot account = subscriber.snapshot();
    long dropped = account.nextSequence() - 2;
    assertThat(dropped).isPositive();
    assertThat(account.droppedChunks()).isEqualTo(dropped);
    assertThat(account.drops()).isEqualTo(new DropCounts(0, dropped, 0));
    assertThat(account.droppedBytes()).isEqualTo(dropped * CHUNK);
    assertThat(account.lastDropNanos()).isNotZero();
    assertThat(stalled.takenBytes()).isEqualTo(2 * CHUNK);
  }

  /** Chunk n came at n milliseconds, the last of them at the head's time. */
  @Test
  void shouldTellHowLongAStretchItDropped() {
    FakePlayer stalled = new FakePlayer(2 * CHUNK);
    Subscriber subscriber = bench.attach(stalled);
    bench.publishAndTurn(10);
    bench.publishAndTurn(CAPACITY);
    CursorSnapshot account = subscriber.snapshot();
    long last = bench.ring().headAcquire() - 1;
    assertThat(account.droppedNanos())
        .isEqualTo(Duration.ofMillis(Math.min(account.nextSequence(), last) - 2).toNanos());
    assertThat(account.maxLagNanos()).isPositive();
  }

  /** The client sees one gap however often the writer came around during it. */
  @Test
  void shouldCountSkipsWithNothingSentBetweenThemAsOne() {
    FakePlayer stalled = new FakePlayer(CHUNK + 1);
    Subscriber subscriber = bench.attach(stalled);
    for (int i = 0; i < 20; i++) {
      bench.publishAndTurn(CAPACITY - 10);
    }
    CursorSnapshot account = subscriber.snapshot();
    assertThat(account.skips()).isEqualTo(1);
    assertThat(account.sentChunks()).isEqualTo(2);
    assertThat(account.sentBytes()).isEqualTo(CHUNK + 1);
    assertThat(account.remainderBytes()).isEqualTo(CHUNK - 1);
    assertThat(account.droppedChunks()).isEqualTo(account.nextSequence() - 2);
  }

  @Test
  void shouldNotLetAnotherClientNotice() {
    FakePlayer stalled = new FakePlayer(0);
    FakePlayer fast = new FakePlayer(DeliveryBench.LONG);
    bench.attach(stalled);
    Subscriber subscriber = bench.attach(fast);
    for (int i = 0; i < 20; i++) {
      bench.publishAndTurn(CAPACITY - 10);
    }
    assertThat(fast.takenBytes()).isEqualTo(20 * (CAPACITY - 10) * CHUNK);
    assertThat(subscriber.snapshot().droppedChunks()).isZero();
    assertThat(stalled.takenBytes()).isZero();
  }

  /**
   * A socket without room is not tried at each publication: that is what makes stalled ones cheap.
   */
  @Test
  void shouldLeaveABlockedClientAloneUntilItHasRoom() {
    FakePlayer slow = new FakePlayer(CHUNK);
    bench.attach(slow);
    bench.publishAndTurn(10);
    assertThat(slow.asksForRoom()).isTrue();
    int writes = slow.writes();
    bench.publishAndTurn(10);
    bench.publishAndTurn(10);
    assertThat(slow.writes()).isEqualTo(writes);

    slow.takes(DeliveryBench.LONG);
    assertThat(slow.asksForRoom()).isFalse();
    assertThat(slow.takenBytes()).isEqualTo(30 * CHUNK);
  }

  /** What went out may be mixed, and lies behind all that the client had not taken: reset. */
  @Test
  void shouldResetAClientThatTheWriterOvertookDuringAWrite() {
    FakePlayer player = new FakePlayer(DeliveryBench.LONG);
    bench.attach(player);
    player.duringTheNextWrite(() -> bench.publish(CAPACITY));
    bench.publishAndTurn(10);
    assertThat(player.calls).startsWith("reset");
    assertThat(bench.fanout().subscribers()).isEmpty();
  }

  @Test
  void shouldNotResetAClientThatTheWriterCameCloseTo() {
    FakePlayer player = new FakePlayer(DeliveryBench.LONG);
    bench.attach(player);
    player.duringTheNextWrite(() -> bench.publish(CAPACITY - 10));
    bench.publishAndTurn(10);
    bench.turn();
    assertThat(player.calls).isEmpty();
    assertThat(player.takenBytes()).isEqualTo(CAPACITY * CHUNK);
  }
}
