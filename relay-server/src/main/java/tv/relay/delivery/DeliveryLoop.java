package tv.relay.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * All delivery of one I/O thread. However often it is signalled, one task waits at most; it serves
 * every channel that has something new for a subscriber of this thread.
 *
 * <p>{@link #signal}, {@link #execute} and {@link #isIdle} may be called by any thread, the rest by
 * the I/O thread.
 */
final class DeliveryLoop {
  private final Executor ioThread;
  private final long clientTimeoutNanos;
  private final LongSupplier nanoClock;
  private final Runnable onBusy;
  private final List<Lane> lanes = new ArrayList<>();
  private final AtomicBoolean signalled = new AtomicBoolean();
  private final Runnable task = this::run;

  /** Written by the I/O thread. */
  private volatile boolean idle = true;

  /**
   * Serves nothing yet.
   *
   * @param onBusy told when this loop has a lane after having had none
   */
  DeliveryLoop(
      Executor ioThread, long clientTimeoutNanos, LongSupplier nanoClock, Runnable onBusy) {
    this.ioThread = ioThread;
    this.clientTimeoutNanos = clientTimeoutNanos;
    this.nanoClock = nanoClock;
    this.onBusy = onBusy;
  }

  long clientTimeoutNanos() {
    return clientTimeoutNanos;
  }

  long nanoTime() {
    return nanoClock.getAsLong();
  }

  void execute(Runnable work) {
    try {
      ioThread.execute(work);
    } catch (RejectedExecutionException e) {
      // The thread has ended, and with it all of its connections.
    }
  }

  void signal() {
    if (signalled.compareAndSet(false, true)) {
      execute(task);
    }
  }

  boolean isIdle() {
    return idle;
  }

  void add(Lane lane) {
    lanes.add(lane);
    if (idle) {
      idle = false;
      onBusy.run();
    }
  }

  void remove(Lane lane) {
    lanes.remove(lane);
    idle = lanes.isEmpty();
  }

  private void run() {
    signalled.set(false);
    long now = nanoTime();
    boolean more = false;
    for (int i = lanes.size() - 1; i >= 0; i--) {
      if (i < lanes.size()) {
        more |= lanes.get(i).turn(now);
      }
    }
    if (more) {
      signal();
    }
  }
}
