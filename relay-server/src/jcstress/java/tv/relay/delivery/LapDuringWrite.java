package tv.relay.delivery;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZ_Result;

/**
 * A client's turn while the producer goes around the whole ring: what the client got is whole and
 * in order, or its connection is reset so that it never takes it for that; and chunks sent, dropped
 * and still to come add up to the head. r1: all it got is whole. r2: it was reset. r3: its account
 * adds up.
 */
@JCStressTest
@Outcome(id = "true, false, true", expect = ACCEPTABLE, desc = "Whole, and it plays on.")
@Outcome(
    id = "true, true, true",
    expect = ACCEPTABLE,
    desc = "Announced before the write was over; whole by luck, reset all the same.")
@Outcome(
    id = "false, true, true",
    expect = ACCEPTABLE_INTERESTING,
    desc = "Lapped during the write, and reset.")
@Outcome(
    expect = FORBIDDEN,
    desc = "Sent something torn or mixed as if it were whole, or lost count.")
@State
public class LapDuringWrite extends DeliveryState {
  private final Subscriber subscriber;
  private final long joined;

  public LapDuringWrite() {
    super(CAPACITY);
    subscriber = attach(true);
    joined = subscriber.snapshot().joinSequence();
  }

  @Actor
  public void producer() {
    publish();
  }

  @Actor
  public void ioThread() {
    makeRoom();
  }

  @Arbiter
  public void over(ZZZ_Result result) {
    CursorSnapshot account = subscriber.snapshot();
    long lag = account.lagChunks(ring.headAcquire());
    result.r1 = wrong == 0;
    result.r2 = reset;
    result.r3 =
        taken == account.sentChunks()
            && joined + taken + account.droppedChunks() + lag == 2 * CAPACITY;
    fanout.end();
    runTasks();
    ring.release();
  }
}
