package tv.relay.delivery;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import tv.relay.events.EventLog;

/**
 * Wakes the I/O threads when there is something to deliver. A thread of its own does it, so that a
 * reader takes no lock to hand work to an I/O thread: at a fixed pace when delivery is coalesced,
 * else whenever a reader says that it has published.
 *
 * <p>Safe for any thread.
 */
public final class Delivery implements AutoCloseable {
  /** How often stuck clients are looked at when nothing is published. */
  private static final long SWEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final DeliveryOptions options;

  /** As of {@link System#nanoTime}; what clients are judged by. */
  private final LongSupplier nanoClock;

  private final EventLog events;
  private final Map<Executor, DeliveryLoop> loops = new ConcurrentHashMap<>();
  private final Thread waker = new Thread(this::wakeLoops, "relay-delivery");
  private final boolean coalesced;
  private final KeptBytes keptBytes = new KeptBytes();
  private volatile boolean closed;

  /** Set by readers, cleared by the waker; says that its sleep is to be short. */
  private volatile boolean news;

  /** With nobody to hear of events but the log. */
  public Delivery(DeliveryOptions options) {
    this(options, new EventLog());
  }

  /**
   * Delivers from now on.
   *
   * @param events told of clients that are evicted
   */
  public Delivery(DeliveryOptions options, EventLog events) {
    this(options, events, System::nanoTime);
  }

  Delivery(DeliveryOptions options, LongSupplier nanoClock) {
    this(options, new EventLog(), nanoClock);
  }

  private Delivery(DeliveryOptions options, EventLog events, LongSupplier nanoClock) {
    this.options = options;
    this.events = events;
    this.nanoClock = nanoClock;
    this.coalesced = !options.interval().isZero();
    waker.setDaemon(true);
    waker.start();
  }

  public DeliveryOptions options() {
    return options;
  }

  /** A reader has published. Wait-free, and nothing at all where delivery is coalesced. */
  public void published() {
    if (!coalesced && !news) {
      news = true;
      LockSupport.unpark(waker);
    }
  }

  EventLog events() {
    return events;
  }

  KeptBytes keptBytes() {
    return keptBytes;
  }

  DeliveryLoop loop(Executor ioThread) {
    return loops.computeIfAbsent(
        ioThread,
        thread ->
            new DeliveryLoop(
                thread,
                options.clientTimeout().toNanos(),
                nanoClock,
                () -> LockSupport.unpark(waker)));
  }

  private void wakeLoops() {
    long interval = coalesced ? options.interval().toNanos() : SWEEP_NANOS;
    long due = System.nanoTime() + interval;
    while (!closed) {
      if (allIdle()) {
        LockSupport.park(this);
        due = System.nanoTime() + interval;
        continue;
      }
      long wait = due - System.nanoTime();
      if (wait > 0 && !news) {
        LockSupport.parkNanos(this, wait);
        continue;
      }
      news = false;
      loops.values().forEach(DeliveryLoop::signal);
      long now = System.nanoTime();
      // Not to catch up on ticks that were missed.
      due = Math.max(due + interval, now);
    }
  }

  private boolean allIdle() {
    for (DeliveryLoop loop : loops.values()) {
      if (!loop.isIdle()) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(waker);
  }
}
