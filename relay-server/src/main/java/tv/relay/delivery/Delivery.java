package tv.relay.delivery;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import tv.relay.events.EventLog;
import tv.relay.ring.Beat;

/**
 * What delivery has in common for all channels: one {@link DeliveryLoop} for each I/O thread. The
 * loops tick at the pace of {@link DeliveryOptions#interval}; where that is zero, they are woken
 * whenever a reader says that it has published.
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
  private final Map<IoThread, DeliveryLoop> loops = new ConcurrentHashMap<>();
  private final KeptBytes keptBytes = new KeptBytes();

  /** Null when delivery is coalesced. */
  private final Arrivals arrivals;

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
    this.arrivals = options.interval().isZero() ? new Arrivals(loops.values()) : null;
  }

  public DeliveryOptions options() {
    return options;
  }

  /** A reader has published. Wait-free, and nothing at all where delivery is coalesced. */
  public void published() {
    if (arrivals != null) {
      arrivals.published();
    }
  }

  long nanoTime() {
    return nanoClock.getAsLong();
  }

  EventLog events() {
    return events;
  }

  KeptBytes keptBytes() {
    return keptBytes;
  }

  DeliveryLoop loop(IoThread ioThread) {
    return loops.computeIfAbsent(ioThread, this::newLoop);
  }

  private DeliveryLoop newLoop(IoThread ioThread) {
    Beat beat = new Beat(arrivals != null ? SWEEP_NANOS : options.interval().toNanos());
    return new DeliveryLoop(
        ioThread, beat, arrivals == null, options.clientTimeout().toNanos(), nanoClock);
  }

  @Override
  public void close() {
    if (arrivals != null) {
      arrivals.close();
    }
  }
}
