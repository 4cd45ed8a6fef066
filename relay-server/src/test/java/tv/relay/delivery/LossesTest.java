package tv.relay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tv.relay.ring.Ring;

/** What is lost is never forgotten, and never laid at the wrong door. */
class LossesTest {
  private static final int CHUNK = NumberedChunk.BYTES;
  private static final int CAPACITY = 64;

  private final DeliveryBench bench = new DeliveryBench(CAPACITY);

  @AfterEach
  void closeBench() {
    bench.close();
    bench.ring().release();
  }

  @Test
  void shouldKeepTheLossesOfThoseWhoLeft() {
    FakePlayer slow = new FakePlayer(CHUNK);
    Subscriber subscriber = bench.attach(slow);
    FakePlayer fast = new FakePlayer(DeliveryBench.LONG);
    Subscriber other = bench.attach(fast);
    for (int i = 0; i < 20; i++) {
      bench.publishAndTurn(10);
    }
    CursorSnapshot account = subscriber.snapshot();
    assertThat(account.droppedChunks()).isPositive();
    assertThat(other.snapshot().droppedChunks()).isZero();
    assertThat(bench.fanout().attendance().departed()).isEqualTo(Losses.NONE);

    slow.leaves();
    Attendance after = bench.fanout().attendance();
    assertThat(after.present()).containsExactly(other);
    assertThat(after.departed()).isEqualTo(Losses.of(account));
    assertThat(after.departedClients()).isEqualTo(1);

    fast.leaves();
    assertThat(bench.fanout().attendance().departed().droppedChunks())
        .isEqualTo(account.droppedChunks());
    assertThat(bench.fanout().attendance().departedClients()).isEqualTo(2);
  }

  @Test
  void shouldCountWhomTheWriterOvertook() {
    FakePlayer player = new FakePlayer(DeliveryBench.LONG);
    bench.attach(player);
    player.duringTheNextWrite(() -> bench.publish(CAPACITY));
    bench.publishAndTurn(10);
    Attendance after = bench.fanout().attendance();
    assertThat(after.overtakenClients()).isEqualTo(1);
    assertThat(after.evictedClients()).isZero();
  }

  @Test
  void shouldBlameTheClientThatRefusedWhatItWasOffered() {
    FakePlayer slow = new FakePlayer(CHUNK + 1);
    Subscriber subscriber = bench.attach(slow);
    bench.publishAndTurn(10);
    bench.publishAndTurn(3 * CAPACITY);
    slow.takes(3 * CHUNK);
    bench.publishAndTurn(10);
    bench.publishAndTurn(3 * CAPACITY);
    assertThat(subscriber.snapshot().skips()).isEqualTo(2);
    assertThat(subscriber.snapshot().lateSkips()).isZero();
  }

  /** It has room again, but before it is written to the ring has run over it. */
  @Test
  void shouldBlameTheClientThatTakesAgainTooLate() {
    FakePlayer slow = new FakePlayer(CHUNK);
    Subscriber subscriber = bench.attach(slow);
    bench.publishAndTurn(10);
    bench.publish(3 * CAPACITY);
    slow.takes(DeliveryBench.LONG);
    assertThat(subscriber.snapshot().skips()).isEqualTo(1);
    assertThat(subscriber.snapshot().lateSkips()).isZero();
  }

  /** The I/O thread did not come to serve it for longer than the ring lasts. */
  @Test
  void shouldBlameTheRelayForAClientThatTookAllItWasOffered() {
    FakePlayer willing = new FakePlayer(DeliveryBench.LONG);
    Subscriber subscriber = bench.attach(willing);
    bench.publishAndTurn(10);
    bench.publishAndTurn(3 * CAPACITY);
    assertThat(subscriber.snapshot().skips()).isEqualTo(1);
    assertThat(subscriber.snapshot().lateSkips()).isEqualTo(1);
  }

  @Test
  void shouldForgiveWhatAClientRefusedBeforeItHadCaughtUp() {
    FakePlayer player = new FakePlayer(CHUNK);
    Subscriber subscriber = bench.attach(player);
    bench.publishAndTurn(10);
    player.takes(DeliveryBench.LONG);
    bench.publishAndTurn(10);
    bench.publishAndTurn(3 * CAPACITY);
    assertThat(subscriber.snapshot().lateSkips()).isEqualTo(1);
  }

  @Test
  void shouldNotTakeWhatIsLeftOutAtAJoinForALoss() {
    Ring ring = bench.ring();
    bench.publish(20);
    Cursor cursor = new Cursor(ring, 0);
    cursor.leaveOut(DropCause.JOIN, 5);
    CursorSnapshot account = cursor.snapshot();
    assertThat(account.droppedChunks()).as("or the account would not add up").isEqualTo(5);
    assertThat(account.longestSkipChunks()).isZero();
    assertThat(account.lastDropNanos()).isZero();
    assertThat(Losses.of(account).lostChunks()).isZero();
    assertThat(cursor.hasMoved()).isFalse();
  }

  @Test
  void shouldSumUpAndTellWhatIsNew() {
    Ring ring = bench.ring();
    bench.publish(60);
    Cursor cursor = new Cursor(ring, 0);
    cursor.leaveOut(DropCause.JOIN, 2);
    cursor.beginSkip(100);
    cursor.skipTo(DropCause.LAG, 12, 0, 0);
    Losses first = Losses.of(cursor.snapshot());
    cursor.beginSkip(200);
    cursor.skipTo(DropCause.LAPPED, 42, 0, 0);
    Losses second = Losses.of(cursor.snapshot());

    assertThat(second.drops()).isEqualTo(new DropCounts(10, 30, 2));
    Losses news = second.since(first);
    assertThat(news.drops()).isEqualTo(new DropCounts(0, 30, 0));
    assertThat(news.droppedNanos()).isEqualTo(Duration.ofMillis(30).toNanos());
    assertThat(news.skips()).isEqualTo(1);

    Losses both = List.of(first, second).stream().reduce(Losses.NONE, Losses::plus);
    assertThat(both.droppedChunks()).isEqualTo(12 + 42);
    assertThat(both.lostChunks()).isEqualTo(10 + 40);
    assertThat(both.droppedBytes()).isEqualTo((12 + 42) * CHUNK);
    assertThat(both.skips()).isEqualTo(3);
    assertThat(both.longestSkipChunks()).isEqualTo(30);
    assertThat(both.longestSkipNanos()).isEqualTo(Duration.ofMillis(30).toNanos());
    assertThat(both.lastDropNanos()).isEqualTo(200);
  }
}
