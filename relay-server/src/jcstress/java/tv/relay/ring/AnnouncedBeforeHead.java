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
 * Who sees a head sees the announcement that came before it: head minus tail, asked in this order,
 * is never more than the ring holds. Otherwise a reader that counts from the head would take an
 * overwritten chunk for held. Two steps over a full ring; r1 is the head, r2 the tail.
 */
@JCStressTest
@Outcome(id = "8, 0", expect = ACCEPTABLE, desc = "Before the publication.")
@Outcome(
    id = {"8, 1", "8, 2", "9, 2"},
    expect = ACCEPTABLE,
    desc = "Announced, not published yet: the tail goes first.")
@Outcome(id = "9, 1", expect = ACCEPTABLE, desc = "Between its steps.")
@Outcome(id = "10, 2", expect = ACCEPTABLE, desc = "After it.")
@Outcome(expect = FORBIDDEN, desc = "The head was visible before its announcement.")
@State
public class AnnouncedBeforeHead extends RingState {
  public AnnouncedBeforeHead() {
    super(CAPACITY, 2);
  }

  @Actor
  public void producer() {
    publish();
  }

  @Actor
  public void reader(JJ_Result result) {
    result.r1 = ring.headAcquire();
    result.r2 = ring.tailAcquire();
  }

  @Arbiter
  public void giveBack() {
    ring.release();
  }
}
