package tv.relay.ring;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.J_Result;

/**
 * A client attaches while the channel lets go of its ring. Either it comes too late, or it may read
 * until it lets go itself; memory freed under it would bring the process down or show other bytes.
 * r1 is what it read, -1 for nothing.
 */
@JCStressTest
@Outcome(id = "-1", expect = ACCEPTABLE, desc = "Too late.")
@Outcome(id = "7", expect = ACCEPTABLE, desc = "Held; it was the last to let go, or not.")
@Outcome(expect = FORBIDDEN, desc = "Read what was given back.")
@State
public class RetainAgainstLastRelease extends RingState {
  public RetainAgainstLastRelease() {
    super(CAPACITY, 0);
  }

  @Actor
  public void channel() {
    ring.release();
  }

  @Actor
  public void client(J_Result result) {
    result.r1 = -1;
    if (ring.retain()) {
      result.r1 = lastWord(7);
      ring.release();
    }
  }
}
