package tv.relay.ring;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJZ_Result;

/**
 * The channel and its last client let go at once. Each reads until it does, and the memory is given
 * back when both have: not sooner, which would bring the process down, and not never. r1 and r2 are
 * what they read, r3 whether somebody can still come.
 */
@JCStressTest
@Outcome(id = "7, 7, false", expect = ACCEPTABLE, desc = "Both read, and it is over.")
@Outcome(expect = FORBIDDEN, desc = "Given back too soon, or never.")
@State
public class TwoReleases extends RingState {
  public TwoReleases() {
    super(CAPACITY, 0);
    ring.retain();
  }

  @Actor
  public void channel(JJZ_Result result) {
    result.r1 = lastWord(7);
    ring.release();
  }

  @Actor
  public void client(JJZ_Result result) {
    result.r2 = lastWord(7);
    ring.release();
  }

  @Arbiter
  public void over(JJZ_Result result) {
    result.r3 = ring.retain();
    if (result.r3) {
      ring.release();
      ring.release();
    }
  }
}
