package tv.relay.ring;

import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** The shipped ring against a plain model: whatever is published, what is safe reads back exact. */
final class RingModelTest {

  /**
   * One thing that happens to a ring.
   *
   * @param chunks to be published; 0 for a read
   * @param place where in the source they lie, or how far behind the oldest safe chunk a read
   *     starts
   */
  record Step(int chunks, int place) {}

  @Property(tries = 300)
  void shouldReadBackWhatWasPublished(
      @ForAll @IntRange(min = 8, max = 70) int capacityChunks,
      @ForAll @IntRange(min = 1, max = 200) int chunkBytes,
      @ForAll @LongRange(min = 0, max = 1L << 40) long firstSequence,
      @ForAll @Size(max = 60) List<@From("steps") Step> steps,
      @ForAll Random content) {
    int spare = content.nextInt(chunkBytes);
    Ring ring = new Ring(capacityChunks * chunkBytes + spare, chunkBytes, firstSequence, 0);
    try {
      RingModel model = new RingModel(ring);
      model.check();
      for (Step step : steps) {
        if (step.chunks > 0) {
          byte[] source = new byte[step.place + step.chunks * chunkBytes];
          content.nextBytes(source);
          model.publish(source, step.place, step.chunks);
        } else {
          long oldest = oldestSafe(ring);
          long held = ring.headAcquire() - oldest;
          model.readFrom(oldest + (held == 0 ? 0 : step.place % held));
        }
        model.check();
      }
      model.readFrom(oldestSafe(ring));
      model.readFrom(ring.tailAcquire());
    } finally {
      ring.release();
    }
  }

  /** By asking, as a reader would. */
  private static long oldestSafe(Ring ring) {
    long sequence = ring.tailAcquire();
    while (!ring.isSafe(sequence)) {
      sequence++;
    }
    return sequence;
  }

  @Provide
  Arbitrary<Step> steps() {
    // Up to twice the largest ring at once, mostly a few.
    Arbitrary<Integer> few = Arbitraries.integers().between(1, 12);
    Arbitrary<Integer> many = Arbitraries.integers().between(1, 140);
    Arbitrary<Integer> none = Arbitraries.just(0);
    Arbitrary<Integer> place = Arbitraries.integers().between(0, 100);
    return Combinators.combine(
            Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(5, few),
                net.jqwik.api.Tuple.of(2, many),
                net.jqwik.api.Tuple.of(3, none)),
            place)
        .as(Step::new);
  }
}
