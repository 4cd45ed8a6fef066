package tv.relay.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** However a client goes, it goes on a packet boundary or by a reset, is told once, and is gone. */
class DepartureTest {
  private static final int CHUNK = NumberedChunk.BYTES;
  private static final int CAPACITY = 64;

  private final AtomicInteger gone = new AtomicInteger();
  private DeliveryBench bench = new DeliveryBench(CAPACITY);

  @AfterEach
  void closeBench() {
    bench.close();
  }

  @Test
  void shouldLetAClientGoThatLeavesWhileNothingIsSent() {
    FakePlayer player = attached(DeliveryBench.LONG);
    bench.publishAndTurn(5);
    player.leaves();
    player.leaves();
    assertThat(player.calls).containsExactly("close");
    assertGone();
  }

  @Test
  void shouldLetAClientGoWhoseConnectionBreaks() {
    FakePlayer player = attached(DeliveryBench.LONG);
    player.breaks();
    bench.publishAndTurn(5);
    assertThat(player.calls).containsExactly("close");
    assertGone();
  }

  /** It is told so before {@code attach} has returned. */
  @Test
  void shouldLetAClientGoThatIsBrokenFromTheStart() {
    bench.publish(5);
    FakePlayer player = new FakePlayer(0);
    player.breaks();
    bench.attachAt(player, 0, gone::incrementAndGet);
    assertGone();
  }

  @Test
  void shouldEvictAClientThatTakesNothingForTheTimeout() {
    bench.close();
    bench = new DeliveryBench(CAPACITY, Duration.ofMillis(50));
    FakePlayer player = attached(CHUNK + 1);
    await()
        .untilAsserted(
            () -> {
              bench.publishAndTurn(1);
              assertThat(player.calls).containsExactly("reset");
            });
    assertThat(player.takenBytes()).isEqualTo(CHUNK + 1);
    assertGone();
  }

  /** A stalled source is not the client's fault. */
  @Test
  void shouldNotEvictAClientThatHasTakenAllThereIs() {
    bench.close();
    bench = new DeliveryBench(CAPACITY, Duration.ofNanos(1));
    FakePlayer player = attached(DeliveryBench.LONG);
    bench.publishAndTurn(5);
    await()
        .pollInterval(Duration.ofMillis(20))
        .during(Duration.ofMillis(600))
        .untilAsserted(
            () -> {
              bench.turn();
              assertThat(player.calls).isEmpty();
            });
  }

  @Test
  void shouldKickAClientOnAPacketBoundary() {
    FakePlayer player = attached(CHUNK + 100);
    bench.publishAndTurn(5);
    bench.fanout().subscriber(1).kick();
    bench.run();
    assertThat(player.calls).isEmpty();
    player.takes(DeliveryBench.LONG);
    assertThat(player.takenBytes()).isEqualTo(2 * CHUNK);
    assertThat(player.calls).containsExactly("finish", "close");
    assertGone();
  }

  @Test
  void shouldEndAllClientsOnAPacketBoundary() {
    FakePlayer ready = attached(DeliveryBench.LONG);
    FakePlayer inPacket = attached(CHUNK + 100);
    bench.publishAndTurn(5);
    bench.fanout().end();
    bench.run();
    assertThat(ready.calls).containsExactly("finish", "close");
    assertThat(ready.takenBytes()).isEqualTo(5 * CHUNK);
    inPacket.takes(88);
    assertThat(inPacket.takenBytes()).isEqualTo(2 * CHUNK);
    assertThat(inPacket.calls).containsExactly("finish", "close");
    assertThat(gone).hasValue(2);
  }

  /** SIGTERM ends everything within 5 s. */
  @Test
  void shouldResetAClientThatDoesNotTakeTheRestOfItsPacket() {
    FakePlayer player = attached(100);
    bench.publishAndTurn(5);
    bench.fanout().end();
    await()
        .atMost(Duration.ofSeconds(4))
        .untilAsserted(
            () -> {
              bench.turn();
              assertThat(player.calls).containsExactly("reset");
            });
    assertGone();
  }

  @Test
  void shouldTakeNobodyOnceItHasEnded() {
    bench.fanout().end();
    FakePlayer player = new FakePlayer(DeliveryBench.LONG);
    assertThat(bench.fanout().isOpen()).isFalse();
    assertThat(bench.attach(player, gone::incrementAndGet)).isNull();
    assertThat(player.calls).isEmpty();
    assertGone(0);
  }

  /** The memory is freed with the last of those who read it, whoever that is. */
  @Test
  void shouldHoldTheRingWhileAnybodyReadsIt() {
    FakePlayer one = attached(DeliveryBench.LONG);
    FakePlayer two = attached(DeliveryBench.LONG);
    bench.ring().release();
    one.leaves();
    bench.publishAndTurn(5);
    assertThat(two.takenBytes()).isEqualTo(5 * CHUNK);
    two.leaves();
    assertThat(bench.ring().retain()).isFalse();
  }

  /** Such as for want of memory. */
  @Test
  void shouldLeaveNothingOfAClientThatCannotBeAttached() {
    bench.publish(5);
    assertThatThrownBy(() -> bench.attach(new Unheard(), gone::incrementAndGet))
        .hasMessage("nobody to tell");
    assertGone(0);
  }

  @Test
  void shouldLeaveNothingOfAClientThatFailsOnceItIsAttached() {
    bench.failsAtTheNextTimer();
    FakePlayer player = new FakePlayer(DeliveryBench.LONG);
    assertThatThrownBy(() -> bench.attach(player, gone::incrementAndGet)).hasMessage("no timer");
    assertThat(player.calls).containsExactly("reset");
    assertThat(bench.fanout().attendance().present()).isEmpty();
    assertGone();
  }

  @Test
  void shouldTickForTheNextClientWhenTheTimerOfTheFirstFailed() {
    bench.failsAtTheNextTimer();
    assertThatThrownBy(() -> bench.attach(new FakePlayer(DeliveryBench.LONG)))
        .hasMessage("no timer");
    bench.attach(new FakePlayer(DeliveryBench.LONG));
    assertThat(bench.isTimed()).isTrue();
  }

  @Test
  void shouldServeTheRestWhenOneLeavesInItsTurn() {
    FakePlayer one = attached(DeliveryBench.LONG);
    FakePlayer two = attached(DeliveryBench.LONG);
    FakePlayer three = attached(DeliveryBench.LONG);
    two.breaks();
    bench.publishAndTurn(5);
    assertThat(one.takenBytes()).isEqualTo(5 * CHUNK);
    assertThat(three.takenBytes()).isEqualTo(5 * CHUNK);
    assertThat(bench.fanout().subscribers()).hasSize(2);
  }

  @Test
  void shouldLeaveNothingOfAClientInMemory() {
    WeakReference<FakePlayer> player = new WeakReference<>(attached(CHUNK + 1));
    WeakReference<Subscriber> subscriber = new WeakReference<>(bench.fanout().subscriber(1));
    bench.publishAndTurn(2 * CAPACITY);
    player.get().leaves();
    await()
        .untilAsserted(
            () -> {
              System.gc();
              assertThat(player.get()).isNull();
              assertThat(subscriber.get()).isNull();
            });
  }

  private static final class Unheard extends OpenOutlet {
    @Override
    public void listen(Runnable writable, Runnable left) {
      throw new IllegalStateException("nobody to tell");
    }
  }

  private FakePlayer attached(long roomBytes) {
    FakePlayer player = new FakePlayer(roomBytes);
    bench.attach(player, gone::incrementAndGet);
    return player;
  }

  private void assertGone() {
    assertGone(1);
  }

  private void assertGone(int told) {
    bench.publishAndTurn(3);
    assertThat(gone).hasValue(told);
    assertThat(bench.fanout().subscribers()).isEmpty();
    assertThat(bench.isIdle()).isTrue();
    bench.ring().release();
    assertThat(bench.ring().retain()).as("somebody still holds the ring").isFalse();
  }
}
