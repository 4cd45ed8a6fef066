package tv.relay.delivery;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/**
 * A client that has not begun is put elsewhere while somebody looks at the account: where it joined
 * and where it stands go together, or it would seem to have been sent the stretch between. r1 is
 * where it joined, r2 where it stands.
 */
@JCStressTest
@Outcome(id = "0, 3", expect = ACCEPTABLE, desc = "Before.")
@Outcome(id = "9, 9", expect = ACCEPTABLE, desc = "After.")
@Outcome(expect = FORBIDDEN, desc = "Joined here, stands there.")
@State
public class JoinAtAgainstSnapshot extends CursorState {

  @Actor
  public void owner() {
    cursor.joinAt(9);
  }

  @Actor
  public void status(JJ_Result result) {
    CursorSnapshot seen = cursor.snapshot();
    result.r1 = seen.joinSequence();
    result.r2 = seen.nextSequence();
  }
}
