package tv.relay.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * A stopwatch for promises of time, on machines that have other things to do: it leaves out the
 * time for which a thread of this process that asks to be woken each 2 ms was not. That is mostly
 * the machine's doing, but the JVM's own pauses are forgiven too; at most 500 ms are. Any thread.
 */
public final class FairWatch {
  private static final long NAP_NANOS = 2_000_000;

  /** So late one is on a machine that has nothing else to do. */
  private static final long USUAL_NANOS = 1_000_000;

  private static final Duration MOST_FORGIVEN = Duration.ofMillis(500);

  private static volatile long heldUpNanos;
  private static volatile long napStartNanos = System.nanoTime();

  static {
    Thread thread = new Thread(FairWatch::nap, "fair-watch");
    thread.setDaemon(true);
    thread.start();
  }

  private final long startNanos = System.nanoTime();
  private final long heldUpBefore = heldUpNow();

  private FairWatch() {}

  public static FairWatch start() {
    return new FairWatch();
  }

  /** Since the start, without what was held up. */
  public Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - startNanos).minus(heldUp());
  }

  private Duration heldUp() {
    Duration held = Duration.ofNanos(Math.max(0, heldUpNow() - heldUpBefore));
    return held.compareTo(MOST_FORGIVEN) < 0 ? held : MOST_FORGIVEN;
  }

  /** With what the nap that goes on is late by now. */
  private static long heldUpNow() {
    return heldUpNanos + late(napStartNanos);
  }

  private static long late(long napStart) {
    return Math.max(0, System.nanoTime() - napStart - NAP_NANOS - USUAL_NANOS);
  }

  @SuppressWarnings("NonAtomicOperationOnVolatileField") // One writer.
  private static void nap() {
    while (true) {
      napStartNanos = System.nanoTime();
      LockSupport.parkNanos(NAP_NANOS);
      heldUpNanos += late(napStartNanos);
    }
  }
}
