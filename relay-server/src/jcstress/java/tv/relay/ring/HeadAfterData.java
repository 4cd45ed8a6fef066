package tv.relay.ring;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJJ_Result;

/**
 * A head that a reader sees has its data behind it. Chunks 1 and 2 are published in one call, of
 * two steps since the guard distance is one chunk. r1 is the head, r2 and r3 the first and the last
 * word of the newest chunk before it.
 */
@JCStressTest
@Outcome(id = "1, 0, 0", expect = ACCEPTABLE, desc = "Before the publication.")
@Outcome(id = "2, 1, 1", expect = ACCEPTABLE, desc = "Between its steps.")
@Outcome(id = "3, 2, 2", expect = ACCEPTABLE, desc = "After it.")
@Outcome(expect = FORBIDDEN, desc = "The head was visible before the data.")
@State
public class HeadAfterData extends RingState {
  public HeadAfterData() {
    super(1, 2);
  }

  @Actor
  public void producer() {
    publish();
  }

  @Actor
  public void reader(JJJ_Result result) {
    long head = ring.headAcquire();
    result.r1 = head;
    result.r3 = lastWord(head - 1);
    result.r2 = firstWord(head - 1);
  }

  @Arbiter
  public void giveBack() {
    ring.release();
  }
}
