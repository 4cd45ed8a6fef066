package tv.relay.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * A stopwatch for promises of time, on machines that have other things to do: it leaves out the
 * time for which this process was ready to run and was not let. A thread that asks to be woken each
 * 2 ms tells how late that is. Any thread.
 */
public final class FairWatch {
  private static final long NAP_NANOS = 2_000_000;

  /** So late one is on a machine that has nothing else to do. */
  private static final long USUAL_NANOS = 1_000_000;

  private static volatile long heldUpNanos;

  static {
    Thread thread = new Thread(FairWatch::nap, "fair-watch");
    thread.setDaemon(true);
    thread.start();
  }

  private final long startNanos = System.nanoTime();
  private final long heldUpBefore = heldUpNanos;

  private FairWatch() {}

  public static FairWatch start() {
    return new FairWatch();
  }

  /** Since the start, without what the machine is to blame for. */
  public Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - startNanos).minus(heldUp());
  }

  /** For how long the machine kept this process waiting since the start. */
  public Duration heldUp() {
    return Duration.ofNanos(heldUpNanos - heldUpBefore);
  }

  @SuppressWarnings("NonAtomicOperationOnVolatileField") // One writer.
  private static void nap() {
    while (true) {
      long before = System.nanoTime();
      LockSupport.parkNanos(NAP_NANOS);
      long late = System.nanoTime() - before - NAP_NANOS - USUAL_NANOS;
      heldUpNanos += Math.max(0, late);
    }
  }
}
