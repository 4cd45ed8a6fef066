package tv.relay.delivery;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds clients whose machine has vanished without a word. The kernel goes on to take bytes for
 * such a one as long as its buffer has room, minutes of a slow stream; and neither keep-alive nor a
 * deadline of the relay's own sees it before: keep-alive is silent while something is
 * unacknowledged, and that has a deadline of its own, of a quarter of an hour, which Java can't
 * shorten. But the kernel says of each connection how often it has sent something again in vain,
 * and who does not acknowledge anything for the client timeout is gone.
 *
 * <p>A thread of its own, since it reads files. Where the system has no such table it does nothing.
 */
public final class PeerWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PeerWatch.class);
  private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final int LOOKS = 6;

  /** The table is looked at so seldom while nothing seems to be amiss. */
  private static final int QUIET_LOOKS = 3;

  private final SocketTable table;
  private final Supplier<Collection<Subscriber>> subscribers;
  private final long timeoutNanos;
  private final Thread thread = new Thread(this::run, "relay-peers");
  private Map<SocketTable.Ends, Silence> known = new HashMap<>();
  private long repeatedSegments = -1;
  private int quietLooks;
  private volatile boolean closed;

  /** Since when a peer is silent, and what it owed at the last look. */
  private record Silence(long sinceNanos, SocketTable.Debt debt) {}

  /**
   * Watches from now on.
   *
   * @param subscribers all there are
   * @param clientTimeout how long a client may acknowledge nothing
   */
  public static PeerWatch start(
      Supplier<Collection<Subscriber>> subscribers, Duration clientTimeout) {
    return start(new SocketTable(), subscribers, clientTimeout);
  }

  static PeerWatch start(
      SocketTable table, Supplier<Collection<Subscriber>> subscribers, Duration clientTimeout) {
    PeerWatch watch = new PeerWatch(table, subscribers, clientTimeout);
    if (watch.table.isThere()) {
      watch.thread.setDaemon(true);
      watch.thread.start();
    }
    return watch;
  }

  PeerWatch(
      SocketTable table, Supplier<Collection<Subscriber>> subscribers, Duration clientTimeout) {
    this.table = table;
    this.subscribers = subscribers;
    this.timeoutNanos = clientTimeout.toNanos();
  }

  private void run() {
    long pause = Math.min(LONGEST_PAUSE_NANOS, timeoutNanos / LOOKS);
    long lastNanos = System.nanoTime();
    while (!closed) {
      LockSupport.parkNanos(this, pause);
      long now = System.nanoTime();
      if (!closed && now - lastNanos >= pause) {
        try {
          look(lastNanos, now);
        } catch (IOException | RuntimeException e) {
          LOG.warn(
              "the table of connections can't be read; vanished clients are found late. Let the"
                  + " relay's user read /proc/net/tcp and start the relay anew; if that doesn't"
                  + " help, please report it",
              e);
          return;
        }
        lastNanos = now;
      }
    }
  }

  /**
   * Looks once.
   *
   * @param lastNanos when it looked before: who is silent now may be so since then
   */
  void look(long lastNanos, long nowNanos) throws IOException {
    Collection<Subscriber> all = subscribers.get();
    if (all.isEmpty()) {
      known = new HashMap<>();
      return;
    }
    if (isQuiet()) {
      return;
    }
    Map<SocketTable.Ends, SocketTable.Debt> silent = table.silent();
    Map<SocketTable.Ends, Silence> next = new HashMap<>();
    for (Subscriber subscriber : silent.isEmpty() ? java.util.List.<Subscriber>of() : all) {
      SocketTable.Ends ends = subscriber.ends();
      SocketTable.Debt debt = ends == null ? null : silent.get(ends);
      if (debt == null) {
        continue;
      }
      Silence before = known.get(ends);
      // Less than before: something has been acknowledged in between.
      boolean goesOn =
          before != null
              && debt.repetitions() >= before.debt().repetitions()
              && debt.queuedBytes() >= before.debt().queuedBytes();
      Silence silence = new Silence(goesOn ? before.sinceNanos() : lastNanos, debt);
      if (nowNanos - silence.sinceNanos() >= timeoutNanos) {
        subscriber.vanished();
      } else {
        next.put(ends, silence);
      }
    }
    known = next;
  }

  /**
   * Whether nothing has been sent again since the last look, so that there is nothing to see. Now
   * and then it is looked all the same: where there is no way to a peer any more, the kernel tries
   * again without a segment that would be counted.
   */
  private boolean isQuiet() {
    long before = repeatedSegments;
    repeatedSegments = table.repeatedSegments();
    boolean quiet = repeatedSegments >= 0 && repeatedSegments == before && known.isEmpty();
    quietLooks = quiet ? quietLooks + 1 : 0;
    return quiet && quietLooks % QUIET_LOOKS != 0;
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
