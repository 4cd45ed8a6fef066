package tv.relay.delivery;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZ_Result;

/**
 * A reader publishes a chunk and signals while the I/O thread is about to serve for an earlier
 * signal: either that turn finds the chunk, or another is due. Signals are joined, publications are
 * never forgotten. r1 is what the client has got once nothing is due any more, r2 whether it had
 * got it before.
 */
@JCStressTest
@Outcome(id = "1, true", expect = ACCEPTABLE, desc = "Found by the turn that was due.")
@Outcome(id = "1, false", expect = ACCEPTABLE, desc = "Another turn was due for it.")
@Outcome(expect = FORBIDDEN, desc = "Published, signalled and forgotten.")
@State
public class SignalAgainstTurn extends DeliveryState {
  public SignalAgainstTurn() {
    super(1);
    attach(false);
    makeRoom();
    delivery.loop(this).signal();
  }

  @Actor
  public void reader() {
    publish();
    delivery.loop(this).signal();
  }

  @Actor
  public void ioThread(IZ_Result result) {
    runTasks();
    result.r2 = taken == 1;
  }

  @Arbiter
  public void over(IZ_Result result) {
    runTasks();
    result.r1 = taken;
    fanout.end();
    runTasks();
    ring.release();
  }
}
