package tv.relay.delivery;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZ_Result;

/**
 * A channel ends while a client is being attached. Either the client is refused, and then nothing
 * of it is left; or it is attached, and then its response is ended, too, whoever was first: nobody
 * is left at a ring that nobody fills. r1: attached. r2: its response was ended. r3: somebody still
 * holds the ring.
 */
@JCStressTest
@Outcome(id = "false, false, false", expect = ACCEPTABLE, desc = "Too late: refused.")
@Outcome(
    id = "true, true, false",
    expect = ACCEPTABLE,
    desc = "In time, and ended with the others.")
@Outcome(expect = FORBIDDEN, desc = "Left behind, or its ring is.")
@State
public class EndAgainstAttach extends DeliveryState {
  private Subscriber subscriber;

  public EndAgainstAttach() {
    super(0);
  }

  @Actor
  public void channel() {
    fanout.end();
    ring.release();
  }

  @Actor
  public void ioThread() {
    subscriber = attach(false);
  }

  @Arbiter
  public void over(ZZZ_Result result) {
    runTasks();
    result.r1 = subscriber != null;
    result.r2 = finished;
    result.r3 = ring.retain();
  }
}
