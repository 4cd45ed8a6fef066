package tv.relay.ring;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZ_Result;

/**
 * A reader that was lapped goes on at the newest chunk, which the producer, still on its way around
 * the ring, may have overtaken again when it gets there. r1: it was lapped. r2: it read the chunk
 * whose number it had gone to, whole. r3: the ring called that intact.
 */
@JCStressTest
@Outcome(id = "false, true, true", expect = ACCEPTABLE, desc = "Not lapped: where it was.")
@Outcome(id = "true, true, true", expect = ACCEPTABLE, desc = "Lapped, and goes on whole.")
@Outcome(
    id = {"false, true, false", "true, true, false"},
    expect = ACCEPTABLE,
    desc = "Announced before the question; whole by luck, thrown away all the same.")
@Outcome(
    id = {"false, false, false", "true, false, false"},
    expect = ACCEPTABLE_INTERESTING,
    desc = "Overtaken while it read, and told so.")
@Outcome(expect = FORBIDDEN, desc = "Goes on with something else, and is not told.")
@State
public class RejoinAtHead extends RingState {
  public RejoinAtHead() {
    super(CAPACITY, 2 * CAPACITY);
  }

  @Actor
  public void producer() {
    publish();
  }

  @Actor
  public void reader(ZZZ_Result result) {
    long at = 1;
    if (!ring.isSafe(at)) {
      result.r1 = true;
      at = ring.headAcquire() - 1;
    }
    long last = lastWord(at);
    long first = firstWord(at);
    result.r2 = first == at && last == at;
    result.r3 = ring.isIntact(at);
  }

  @Arbiter
  public void giveBack() {
    ring.release();
  }
}
