package tv.relay.ring;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZJZ_Result;

/**
 * What is called safe can't be reached by a publication of no more than the guard distance,
 * whenever it comes: chunk 1 of a full ring while chunk 8 is written over chunk 0. r1 is the first
 * answer, r2 what was read (-2 for something torn), r3 the last answer.
 */
@JCStressTest
@Outcome(id = "true, 1, true", expect = ACCEPTABLE, desc = "Asked before: safe through to the end.")
@Outcome(id = "false, 1, true", expect = ACCEPTABLE, desc = "Asked after: near, but still intact.")
@Outcome(expect = FORBIDDEN, desc = "The producer came closer than the guard distance.")
@State
public class GuardCoversOneStep extends RingState {
  public GuardCoversOneStep() {
    super(CAPACITY, 1);
  }

  @Actor
  public void producer() {
    publish();
  }

  @Actor
  public void reader(ZJZ_Result result) {
    result.r1 = ring.isSafe(1);
    long first = firstWord(1);
    long last = lastWord(1);
    result.r2 = first == last ? first : -2;
    result.r3 = ring.isIntact(1);
  }

  @Arbiter
  public void giveBack() {
    ring.release();
  }
}
