package tv.relay.delivery;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJJ_Result;

/**
 * A client skips, is sent something, and has something left out for it, while somebody looks at the
 * account: each moment adds up, however many changes come during the look. r1 is the position, r2
 * chunks dropped, r3 chunks sent.
 */
@JCStressTest
@Outcome(id = "3, 0, 3", expect = ACCEPTABLE, desc = "Before.")
@Outcome(id = "6, 3, 3", expect = ACCEPTABLE, desc = "Skipped three.")
@Outcome(id = "8, 3, 5", expect = ACCEPTABLE, desc = "Then sent two.")
@Outcome(id = "9, 4, 5", expect = ACCEPTABLE, desc = "Then left out one.")
@Outcome(expect = FORBIDDEN, desc = "An account of no moment.")
@State
public class MovesAgainstSnapshot extends CursorState {

  @Actor
  public void owner() {
    cursor.beginSkip(1);
    cursor.skipTo(DropCause.LAG, 6, 0, 0);
    cursor.sent(2, 0);
    cursor.leaveOut(DropCause.JOIN, 1);
  }

  @Actor
  public void status(JJJ_Result result) {
    CursorSnapshot seen = cursor.snapshot();
    result.r1 = seen.nextSequence();
    result.r2 = seen.droppedChunks();
    result.r3 = seen.sentChunks();
  }
}
