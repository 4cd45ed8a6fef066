package tv.relay.ring;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/**
 * A chunk that a reader sees has its time: lag in milliseconds is never counted from the time of a
 * chunk that lay in its place before. Chunk 8 comes at 1 into a ring filled at 0. r1 is the head,
 * r2 when the newest chunk before it came.
 */
@JCStressTest
@Outcome(id = "8, 0", expect = ACCEPTABLE, desc = "Before the publication.")
@Outcome(id = "9, 1", expect = ACCEPTABLE, desc = "After it.")
@Outcome(
    expect = FORBIDDEN,
    desc = "The head was visible before its time, or the time is another's.")
@State
public class TimeBeforeHead extends RingState {
  public TimeBeforeHead() {
    super(CAPACITY, 1);
  }

  @Actor
  public void producer() {
    publish();
  }

  @Actor
  public void reader(JJ_Result result) {
    result.r1 = ring.headAcquire();
    result.r2 = ring.nanosAt(result.r1 - 1);
  }

  @Arbiter
  public void giveBack() {
    ring.release();
  }
}
