package tv.relay.events;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * The last {@value #CAPACITY} events of the relay. The older ones are forgotten; each also goes to
 * the log when it happens. Safe for any thread; the lock is held for an instant and never by a
 * source's reader.
 */
public final class EventLog {
  static final int CAPACITY = 500;

  private static final Logger LOG = LoggerFactory.getLogger(EventLog.class);

  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  /** Guarded by this. */
  private final Deque<Event> events = new ArrayDeque<>();

  /** Guarded by this. */
  private long latest;

  /** Tells of each event from now on, on the thread that adds it: what is told must not wait. */
  public void listen(Runnable listener) {
    listeners.add(listener);
  }

  /**
   * Adds what has just happened.
   *
   * @param source without credentials, or null
   */
  public void add(String channel, Event.Kind kind, String source, String text) {
    remember(channel, kind, source, text);
    LoggingEventBuilder line =
        switch (kind) {
          case CONNECTED, RETURNED, REPAIRED, HANDED_OVER, EVICTED -> LOG.atInfo();
          default -> LOG.atWarn();
        };
    // For programs; in the log as text the message says it all.
    line.addKeyValue("event", kind.name().toLowerCase(Locale.ROOT))
        .addKeyValue("source", source)
        .log("channel {}: {}", channel, text);
  }

  /** Adds what has just happened to no channel. */
  public void addGeneral(Event.Kind kind, String text) {
    remember(null, kind, null, text);
    if (kind == Event.Kind.REFRESH_FAILED) {
      LOG.warn("{}", text);
    } else {
      LOG.info("{}", text);
    }
  }

  /** Keeps it, and then tells of it without the lock. */
  private void remember(String channel, Event.Kind kind, String source, String text) {
    synchronized (this) {
      latest++;
      events.addLast(new Event(latest, Instant.now(), channel, kind, source, text));
      if (events.size() > CAPACITY) {
        events.removeFirst();
      }
    }
    listeners.forEach(Runnable::run);
  }

  /** The number of the event that came last; 0 before the first. */
  public synchronized long latest() {
    return latest;
  }

  /** Those with a higher number that are still known, oldest first. */
  public synchronized List<Event> since(long number) {
    List<Event> later = new ArrayList<>();
    for (Event event : events) {
      if (event.number() > number) {
        later.add(event);
      }
    }
    return later;
  }
}
