package tv.relay.channel;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import tv.relay.delivery.Delivery;
import tv.relay.delivery.DeliveryOptions;

/**
 * Whatever channels that share accounts do, and in whatever order: never more connections than an
 * account has, those still counted that were closed a moment ago included, none free while anybody
 * waits for it, and an answer for each viewer in time.
 */
final class AccountModelTest {
  private static Delivery delivery;

  /** What can happen. */
  enum What {
    WATCH,
    LEAVE,
    ZAP,
    DATA,
    OBEY,
    LOSE,
    NEXT,
    FALL_BACK,
    PASS
  }

  /**
   * One thing that happens.
   *
   * @param crossing whether the next happens before the channels have heard of this
   */
  record Step(What what, int one, int other, boolean crossing) {}

  @BeforeContainer
  static void start() {
    delivery = new Delivery(DeliveryOptions.defaults());
  }

  @AfterContainer
  static void stop() {
    delivery.close();
  }

  @Property(tries = 1_500)
  void shouldNeverConnectMoreThanAnAccountAllows(
      @ForAll @Size(max = 80) List<@From("steps") Step> steps,
      @ForAll boolean packets,
      @ForAll long seed) {
    AccountWalk walk = new AccountWalk(delivery, packets, seed);
    for (Step step : steps) {
      switch (step.what) {
        case WATCH -> walk.watch(step.one);
        case LEAVE -> walk.leave(step.one);
        case ZAP -> walk.zap(step.one, step.other);
        case DATA -> walk.data();
        case OBEY -> walk.obey();
        case LOSE -> walk.lose(step.one);
        case NEXT -> walk.next(step.one);
        case FALL_BACK -> {
          // Seldom, since it takes long.
          if (step.one % 6 == 0) {
            walk.fallBack(2 + step.other % 2);
          }
        }
        case PASS -> walk.pass(step.one);
      }
      if (!step.crossing) {
        walk.check();
      }
    }
    walk.check();
    walk.finish();
  }

  /** Its reader may take its time to end, and somebody may want its connection meanwhile. */
  @Example
  void shouldReadNothingBesideForAChannelThatNobodyWatches() {
    AccountWalk walk = new AccountWalk(delivery, true, 1);
    int both = 2;
    walk.watch(both);
    walk.check();
    walk.deny(both);
    walk.pass(1);
    walk.data();
    // The first source has cooled down, and is read beside the second.
    walk.pass(110);
    walk.assertRead(both, SourceState.REHEARSING, SourceState.LIVE);
    walk.leave(both);
    walk.pass(40);
    walk.watch(0);
    walk.pass(150);
    walk.finish();
  }

  @Provide
  Arbitrary<Step> steps() {
    return Combinators.combine(
            Arbitraries.of(
                What.WATCH,
                What.LEAVE,
                What.LEAVE,
                What.ZAP,
                What.ZAP,
                What.DATA,
                What.DATA,
                What.OBEY,
                What.OBEY,
                What.LOSE,
                What.NEXT,
                What.FALL_BACK,
                What.PASS,
                What.PASS),
            Arbitraries.integers().between(0, 30),
            Arbitraries.integers().between(0, 30),
            Arbitraries.of(false, false, true))
        .as(Step::new);
  }
}
