package tv.relay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * What the account says is what the client sees, at every moment: however the source bursts and the
 * client stalls, and however few bytes its socket takes at a time.
 */
class AccountTest {

  enum Kind {
    PUBLISH,
    TURN,
    TAKE,
    STALL,
    JOIN
  }

  /**
   * One thing that happens.
   *
   * @param player whom it happens to
   * @param amount chunks or bytes
   */
  record Step(Kind kind, int player, int amount) {}

  record Seat(FakePlayer player, Subscriber subscriber, long join) {}

  @Property(tries = 400)
  void shouldAddUpToTheHeadAndToWhatTheClientSees(
      @ForAll @IntRange(min = 8, max = 64) int capacityChunks,
      @ForAll @Size(min = 1, max = 80) List<@From("steps") Step> steps) {
    try (DeliveryBench bench = new DeliveryBench(capacityChunks)) {
      List<Seat> seats = new ArrayList<>();
      join(bench, seats, 0);
      for (Step step : steps) {
        Seat seat = seats.get(step.player % seats.size());
        switch (step.kind) {
          case PUBLISH -> bench.publish(step.amount % (2 * capacityChunks));
          case TURN -> bench.turn();
          case TAKE -> seat.player.takes(step.amount);
          case STALL -> seat.player.stalls();
          case JOIN -> join(bench, seats, step.amount);
          default -> throw new AssertionError(step.kind);
        }
        // Between a publication and the turn that follows it, too.
        seats.forEach(each -> check(bench, each));
      }
      bench.ring().release();
    }
  }

  /** Whoever takes all that comes in time loses nothing, whatever the others do. */
  @Property(tries = 200)
  void shouldLoseNothingForAFastClient(
      @ForAll @Size(min = 1, max = 80) List<@From("steps") Step> steps) {
    try (DeliveryBench bench = new DeliveryBench(64)) {
      Seat fast = seat(bench, DeliveryBench.LONG);
      Seat slow = seat(bench, 0);
      for (Step step : steps) {
        switch (step.kind) {
          case PUBLISH, TURN, JOIN -> bench.publishAndTurn(step.amount % 40);
          case TAKE -> slow.player.takes(step.amount);
          case STALL -> slow.player.stalls();
          default -> throw new AssertionError(step.kind);
        }
        assertThat(fast.subscriber.snapshot().nextSequence()).isEqualTo(bench.ring().headAcquire());
      }
      check(bench, fast);
      check(bench, slow);
      assertThat(fast.subscriber.snapshot().droppedChunks()).isZero();
      bench.ring().release();
    }
  }

  @Provide
  Arbitrary<Step> steps() {
    Arbitrary<Kind> kinds =
        Arbitraries.frequency(
            Tuple.of(6, Kind.PUBLISH),
            Tuple.of(6, Kind.TURN),
            Tuple.of(5, Kind.TAKE),
            Tuple.of(2, Kind.STALL),
            Tuple.of(1, Kind.JOIN));
    Arbitrary<Integer> amounts =
        Arbitraries.oneOf(
            Arbitraries.integers().between(1, 30),
            Arbitraries.integers().between(1, 300),
            Arbitraries.integers().between(1, 8_000));
    return Combinators.combine(kinds, Arbitraries.integers().between(0, 5), amounts).as(Step::new);
  }

  private static void join(DeliveryBench bench, List<Seat> seats, int roomBytes) {
    if (seats.size() < 4) {
      seats.add(seat(bench, roomBytes));
    }
  }

  private static Seat seat(DeliveryBench bench, long roomBytes) {
    FakePlayer player = new FakePlayer(roomBytes);
    long join = bench.ring().headAcquire();
    return new Seat(player, bench.attach(player), join);
  }

  private static void check(DeliveryBench bench, Seat seat) {
    CursorSnapshot account = seat.subscriber.snapshot();
    long head = bench.ring().headAcquire();
    List<Long> seen = seat.player.sequences();
    long expected = seat.join;
    long missing = 0;
    long gaps = 0;
    for (long sequence : seen) {
      assertThat(sequence).as("order").isGreaterThanOrEqualTo(expected);
      missing += sequence - expected;
      gaps += sequence > expected ? 1 : 0;
      expected = sequence + 1;
    }
    // What was skipped since the last byte the client will only see at the next.
    missing += account.nextSequence() - expected;
    gaps += account.nextSequence() > expected ? 1 : 0;

    assertThat(account.joinSequence()).isEqualTo(seat.join);
    assertThat(account.sentBytes()).as("bytes").isEqualTo(seat.player.takenBytes());
    assertThat(account.sentChunks()).as("chunks").isEqualTo(seen.size());
    assertThat(account.droppedChunks()).as("dropped").isEqualTo(missing);
    assertThat(account.droppedBytes()).isEqualTo(missing * NumberedChunk.BYTES);
    assertThat(account.skips()).as("skips").isEqualTo(gaps);
    assertThat(account.lagChunks(head)).as("lag").isNotNegative();
    assertThat(seat.join + account.sentChunks() + account.droppedChunks() + account.lagChunks(head))
        .isEqualTo(head);
  }
}
