package tv.relay.cli.logging;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.Appender;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.LoggerFactory;

/**
 * Lets nobody who logs wait for whoever reads the log: a paused pager or a full pipe at standard
 * error would hold up I/O threads, and with them every client. Lines wait in a bounded queue for a
 * thread of their own; those that find it full are counted and left out, and a line tells how many
 * as soon as there is room again.
 *
 * <p>Safe for any thread; {@link #close} writes what waits, for a second at most, and, unless that
 * didn't do, lets lines be written by those who log again.
 */
public final class LogQueue implements AutoCloseable {
  /** At five lines a second for a channel some time; a few megabytes when all of it is full. */
  static final int MAX_LINES = 4_096;

  private static final int FLUSH_MILLIS = 1_000;

  /** The appender of logback.xml. */
  private static final String DIRECT = "stderr";

  private final Logger root;
  private final Appender<ILoggingEvent> direct;
  private final Queue queue;

  /**
   * @param direct null where there is nothing to be done: another server of this process has a
   *     queue, or a file of one's own (-Dlogback.configurationFile) says how to log
   */
  private LogQueue(Logger root, Appender<ILoggingEvent> direct) {
    this.root = root;
    this.direct = direct;
    this.queue = new Queue(root);
    if (direct == null) {
      return;
    }
    queue.setContext(root.getLoggerContext());
    queue.setName("queue of " + DIRECT);
    queue.setQueueSize(MAX_LINES);
    // What is of no importance is not left out before the rest.
    queue.setDiscardingThreshold(0);
    queue.setNeverBlock(true);
    queue.setMaxFlushTime(FLUSH_MILLIS);
    queue.addAppender(direct);
    queue.start();
    root.addAppender(queue);
    root.detachAppender(direct);
  }

  /** From now on what this process logs is written by a thread of its own. */
  public static LogQueue open() {
    return open((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME));
  }

  static LogQueue open(Logger root) {
    return new LogQueue(root, root.getAppender(DIRECT));
  }

  @Override
  public void close() {
    if (direct == null) {
      return;
    }
    root.detachAppender(queue);
    // Which stops the other, too, once all has been written.
    queue.stop();
    if (direct.isStarted()) {
      // Nobody takes anything still: what comes now is lost, and holds nobody up.
      return;
    }
    direct.start();
    root.addAppender(direct);
    queue.tellLost(direct);
  }

  private static final class Queue extends AsyncAppender {
    private final Logger root;
    private final AtomicLong lost = new AtomicLong();

    Queue(Logger root) {
      this.root = root;
    }

    @Override
    protected void append(ILoggingEvent event) {
      if (getRemainingCapacity() == 0) {
        lost.incrementAndGet();
        return;
      }
      if (lost.get() > 0 && getRemainingCapacity() > getQueueSize() / 2) {
        super.append(story(lost.getAndSet(0)));
      }
      super.append(event);
    }

    void tellLost(Appender<ILoggingEvent> to) {
      long count = lost.getAndSet(0);
      if (count > 0) {
        to.doAppend(story(count));
      }
    }

    private LoggingEvent story(long count) {
      return new LoggingEvent(
          LogQueue.class.getName(),
          root.getLoggerContext().getLogger(LogQueue.class),
          Level.WARN,
          "{} lines of the log were left out, since standard error took none: see what reads it",
          null,
          new Object[] {count});
    }
  }
}
