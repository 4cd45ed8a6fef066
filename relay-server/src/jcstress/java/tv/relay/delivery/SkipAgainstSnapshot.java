package tv.relay.delivery;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJJ_Result;

/**
 * A client that was lapped goes on at chunk 12 while somebody looks at the account: what was jumped
 * over is in it as soon as the jump is. r1 is the position, r2 chunks dropped, r3 skips.
 */
@JCStressTest
@Outcome(id = "3, 0, 0", expect = ACCEPTABLE, desc = "Before.")
@Outcome(id = "12, 9, 1", expect = ACCEPTABLE, desc = "After.")
@Outcome(expect = FORBIDDEN, desc = "Chunks that are neither to come, nor sent, nor dropped.")
@State
public class SkipAgainstSnapshot extends CursorState {

  @Actor
  public void owner() {
    cursor.beginSkip(1);
    cursor.skipTo(DropCause.LAPPED, 12, 0, 0);
  }

  @Actor
  public void status(JJJ_Result result) {
    CursorSnapshot seen = cursor.snapshot();
    result.r1 = seen.nextSequence();
    result.r2 = seen.droppedChunks();
    result.r3 = seen.skips();
  }
}
