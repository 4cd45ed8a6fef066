package tv.relay.ring;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJZ_Result;

/**
 * A full ring: the producer overwrites chunk 0 with chunk 8 while a reader reads it from its front
 * to its back and then asks whether it was intact. r1 and r2 are the first and the last word, r3
 * the ring's answer.
 */
@JCStressTest
@Outcome(id = "0, 0, true", expect = ACCEPTABLE, desc = "Read before it was announced.")
@Outcome(
    id = "0, 0, false",
    expect = ACCEPTABLE,
    desc = "Announced before the question; whole by luck, thrown away all the same.")
@Outcome(id = "8, 8, false", expect = ACCEPTABLE, desc = "Read after it was overwritten: told so.")
@Outcome(
    id = {"0, 8, false", "8, 0, false"},
    expect = ACCEPTABLE_INTERESTING,
    desc = "Torn, and told so: what the question is for.")
@Outcome(expect = FORBIDDEN, desc = "Overwritten bytes were passed off as intact.")
@State
public class TornRead extends RingState {
  public TornRead() {
    super(CAPACITY, 1);
  }

  @Actor
  public void producer() {
    publish();
  }

  @Actor
  public void reader(JJZ_Result result) {
    result.r1 = firstWord(0);
    result.r2 = lastWord(0);
    result.r3 = ring.isIntact(0);
  }

  @Arbiter
  public void giveBack() {
    ring.release();
  }
}
