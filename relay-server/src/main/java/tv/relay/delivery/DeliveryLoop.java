package tv.relay.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.relay.ring.Beat;

/**
 * All delivery of one I/O thread: at each tick, and whenever it is signalled between two, it serves
 * every channel that has something new for a subscriber of this thread. It ticks by the thread's
 * own timer, with all others at the beat that readers keep to, and only while it has somebody to
 * serve; a wake-up from another thread would cost both more than all that is done here.
 *
 * <p>{@link #signal} and {@link #execute} may be called by any thread, the rest by the I/O thread.
 */
final class DeliveryLoop {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryLoop.class);

  private static final long SHORTEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final IoThread ioThread;
  private final Beat beat;
  private final boolean byTicks;
  private final long clientTimeoutNanos;
  private final LongSupplier nanoClock;
  private final List<Lane> lanes = new ArrayList<>();
  private final AtomicBoolean signalled = new AtomicBoolean();
  private final Runnable task = this::signalled;
  private final Runnable ticker = this::tick;
  private boolean ticking;

  /** Serves nothing yet. */
  DeliveryLoop(
      IoThread ioThread,
      Beat beat,
      boolean byTicks,
      long clientTimeoutNanos,
      LongSupplier nanoClock) {
    this.ioThread = ioThread;
    this.beat = beat;
    this.byTicks = byTicks;
    this.clientTimeoutNanos = clientTimeoutNanos;
    this.nanoClock = nanoClock;
  }

  long clientTimeoutNanos() {
    return clientTimeoutNanos;
  }

  long nanoTime() {
    return nanoClock.getAsLong();
  }

  /** Whether its ticks are what delivers; otherwise each arrival is, and ticks are rare. */
  boolean isTicking() {
    return byTicks;
  }

  void execute(Runnable work) {
    ioThread.execute(work);
  }

  /** Serves everybody as soon as may be; however often this is called, one task waits at most. */
  void signal() {
    if (signalled.compareAndSet(false, true)) {
      ioThread.execute(task);
    }
  }

  boolean isIdle() {
    return lanes.isEmpty();
  }

  void add(Lane lane) {
    lanes.add(lane);
    if (!ticking) {
      awaitTick();
      // Not before: without a timer there would never be a tick again.
      ticking = true;
    }
  }

  void remove(Lane lane) {
    lanes.remove(lane);
  }

  private void tick() {
    if (isIdle()) {
      ticking = false;
      return;
    }
    try {
      serve();
    } finally {
      // Whatever happens to one turn, there has to be a next.
      awaitTick();
    }
  }

  private void awaitTick() {
    long now = nanoTime();
    // Ticks that were missed are not made up for, and the thread has its other work between two.
    ioThread.executeAfter(ticker, beat.from(now + SHORTEST_PAUSE_NANOS) - now);
  }

  private void signalled() {
    signalled.set(false);
    serve();
  }

  private void serve() {
    long now = nanoTime();
    boolean more = false;
    for (int i = lanes.size() - 1; i >= 0; i--) {
      if (i < lanes.size()) {
        more |= turn(lanes.get(i), now);
      }
    }
    if (more) {
      signal();
    }
  }

  /** A defect that shows in one channel must not end the delivery of the others. */
  private static boolean turn(Lane lane, long now) {
    try {
      return lane.turn(now);
    } catch (RuntimeException | Error e) {
      LOG.error("a turn of delivery failed; this is a defect of the relay, please report it", e);
      return false;
    }
  }
}
