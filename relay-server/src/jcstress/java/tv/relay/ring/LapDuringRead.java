package tv.relay.ring;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZJZ_Result;

/**
 * A reader by the book: asks whether chunk 1 is safe, reads it, asks whether it was intact;
 * meanwhile the producer goes around the whole ring in one call. Chunk 9 takes the place of chunk
 * 1. r1 is the first answer, r2 what was read (-1 for nothing, -2 for something torn), r3 the last
 * answer.
 */
@JCStressTest
@Outcome(id = "true, 1, true", expect = ACCEPTABLE, desc = "Read in time.")
@Outcome(id = "false, -1, false", expect = ACCEPTABLE, desc = "Not safe any more: not begun.")
@Outcome(id = "true, 1, false", expect = ACCEPTABLE, desc = "Announced before the last question.")
@Outcome(
    id = {"true, 9, false", "true, -2, false"},
    expect = ACCEPTABLE_INTERESTING,
    desc = "Lapped during the read, past the guard distance, and told so.")
@Outcome(expect = FORBIDDEN, desc = "Lapped during the read and not told so.")
@State
public class LapDuringRead extends RingState {
  public LapDuringRead() {
    super(CAPACITY, CAPACITY);
  }

  @Actor
  public void producer() {
    publish();
  }

  @Actor
  public void reader(ZJZ_Result result) {
    result.r1 = ring.isSafe(1);
    result.r2 = -1;
    if (result.r1) {
      long first = firstWord(1);
      long last = lastWord(1);
      result.r2 = first == last ? first : -2;
      result.r3 = ring.isIntact(1);
    }
  }

  @Arbiter
  public void giveBack() {
    ring.release();
  }
}
