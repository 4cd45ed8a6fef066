package tv.relay.delivery;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/**
 * Two chunks are sent, the last but for 20 bytes, while somebody looks at the account: position and
 * remainder are of one moment, or the bytes sent would be wrong. r1 is the position, r2 the
 * remainder.
 */
@JCStressTest
@Outcome(id = "3, 0", expect = ACCEPTABLE, desc = "Before.")
@Outcome(id = "5, 20", expect = ACCEPTABLE, desc = "After.")
@Outcome(expect = FORBIDDEN, desc = "Position and remainder of two moments.")
@State
public class SentAgainstSnapshot extends CursorState {

  @Actor
  public void owner() {
    cursor.sent(2, 20);
  }

  @Actor
  public void status(JJ_Result result) {
    CursorSnapshot seen = cursor.snapshot();
    result.r1 = seen.nextSequence();
    result.r2 = seen.remainderBytes();
  }
}
