package tv.relay.testing;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Lets tests wait for a condition that other threads bring about. Safe for use by any thread. */
final class Signal {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Object monitor = new Object();

  /** To be called after each change that somebody may wait for. */
  void raise() {
    synchronized (monitor) {
      monitor.notifyAll();
    }
  }

  /** Throws an {@link AssertionError} when the condition is not met in 20 s. */
  void await(BooleanSupplier met, Supplier<String> expectation) {
    long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
    synchronized (monitor) {
      while (!met.getAsBoolean()) {
        long leftMillis = (deadlineNanos - System.nanoTime()) / 1_000_000;
        if (leftMillis <= 0) {
          throw new AssertionError("waited " + PATIENCE.toSeconds() + " s: " + expectation.get());
        }
        try {
          monitor.wait(leftMillis);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new AssertionError("interrupted: " + expectation.get(), e);
        }
      }
    }
  }

  /** Waits at most so long for a raise; returns early whenever it likes. */
  void pause(long nanos) throws InterruptedException {
    synchronized (monitor) {
      monitor.wait(nanos / 1_000_000, (int) (nanos % 1_000_000));
    }
  }
}
