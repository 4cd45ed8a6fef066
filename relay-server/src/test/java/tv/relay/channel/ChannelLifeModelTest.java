package tv.relay.channel;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import tv.relay.delivery.Delivery;
import tv.relay.delivery.DeliveryOptions;
import tv.relay.upstream.Failure;

/**
 * Whatever happens to a channel and in whatever order: one reader at most, none for nobody, one
 * answer for each viewer in time, and no way that the table of states does not know.
 */
final class ChannelLifeModelTest {
  private static Delivery delivery;

  /** What can happen. */
  enum What {
    WATCH,
    LEAVE,
    OPEN,
    DATA,
    LOSE,
    DENY,
    REST,
    OBEY,
    PASS,
    REDEFINE,
    ALWAYS,
    NEXT,
    STARVE,
    FALL_BACK,
    REMOVE
  }

  /**
   * One thing that happens.
   *
   * @param amount of what it is about: which viewer, how long, how many
   * @param crossing whether the next happens before the life has heard of this
   */
  record Step(What what, int amount, boolean crossing) {}

  @BeforeContainer
  static void start() {
    delivery = new Delivery(DeliveryOptions.defaults());
  }

  @AfterContainer
  static void stop() {
    delivery.close();
  }

  @Property(tries = 2_000)
  void shouldServeWhoeverIsThereByOneReaderAndNobodyByNone(
      @ForAll @Size(max = 80) List<@From("steps") Step> steps,
      @ForAll boolean packets,
      @ForAll long seed) {
    LifeWalk walk = new LifeWalk(delivery, packets, seed);
    for (Step step : steps) {
      apply(step, walk);
      if (!step.crossing) {
        walk.check();
      }
    }
    walk.check();
    walk.finish();
  }

  private static void apply(Step step, LifeWalk walk) {
    switch (step.what) {
      case WATCH -> walk.watch();
      case LEAVE -> walk.leave(step.amount);
      case OPEN -> walk.open();
      case DATA -> walk.data();
      case LOSE -> walk.lose(new Failure(Failure.Kind.ENDED, "ended"));
      case DENY -> walk.lose(new Failure(Failure.Kind.DENIED, "404"));
      case REST ->
          walk.lose(
              new Failure(Failure.Kind.REJECTED, "503", Duration.ofSeconds(step.amount % 30)));
      case OBEY -> walk.endCancelled();
      case PASS -> {
        // In small pieces, so that the model sees each moment.
        for (int i = 0; i < step.amount % 40; i++) {
          walk.pass(Duration.ofMillis(250));
          walk.check();
        }
      }
      case REDEFINE -> walk.redefine(1 + step.amount % 4, step.amount % 5 == 0 ? "VLC" : null);
      case ALWAYS -> walk.alwaysOn(step.amount % 2 == 0);
      case NEXT -> walk.next();
      case STARVE -> walk.starve(step.amount % 2 == 0);
      case FALL_BACK -> walk.fallBack(step.amount % 3 != 0);
      case REMOVE -> walk.remove();
    }
  }

  @Provide
  Arbitrary<Step> steps() {
    Arbitrary<What> what =
        Arbitraries.frequency(
            Tuple.of(8, What.WATCH),
            Tuple.of(6, What.LEAVE),
            Tuple.of(8, What.OPEN),
            Tuple.of(6, What.DATA),
            Tuple.of(4, What.LOSE),
            Tuple.of(2, What.DENY),
            Tuple.of(1, What.REST),
            Tuple.of(6, What.OBEY),
            Tuple.of(8, What.PASS),
            Tuple.of(2, What.REDEFINE),
            Tuple.of(2, What.ALWAYS),
            Tuple.of(2, What.NEXT),
            Tuple.of(2, What.STARVE),
            Tuple.of(1, What.FALL_BACK),
            Tuple.of(1, What.REMOVE));
    return Combinators.combine(
            what, Arbitraries.integers().between(0, 100), Arbitraries.of(false, false, true))
        .as(Step::new);
  }
}
