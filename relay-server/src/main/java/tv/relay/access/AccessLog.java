package tv.relay.access;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.MpscArrayQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The access log. Those who write hand their entry to a bounded queue and go on; a thread of its
 * own puts it into words and onto the disk. What doesn't fit since the disk is slow or full is
 * counted and left out. Any thread may write.
 */
public final class AccessLog implements AutoCloseable {
  /** What a disk may be behind by: at 300 bytes a line a few megabytes. */
  static final int QUEUED_LINES = 8192;

  private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);
  private static final long TROUBLE_LOG_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final MpscArrayQueue<AccessEntry> queue = new MpscArrayQueue<>(QUEUED_LINES);
  private final AccessCounts counts;
  private final AccessFormat format;
  private final String name;

  /** Null where nothing is to be written. */
  private final LogFile file;

  private final Thread writer;

  /** Written by the writer: it sleeps, or is about to. */
  private volatile boolean asleep;

  private volatile boolean closed;

  /** Belongs to the writer. */
  private long troubleLoggedNanos = System.nanoTime() - TROUBLE_LOG_NANOS;

  private AccessLog(AccessCounts counts, AccessFormat format, String name, LogFile file) {
    this.counts = counts;
    this.format = format;
    this.name = name;
    this.file = file;
    this.writer = new Thread(this::run, "access-log");
    writer.setDaemon(true);
  }

  /**
   * A log that is open for writing.
   *
   * @param target a file, {@code -} for standard output, or null to only count
   * @throws IOException when the file can't be written to
   */
  public static AccessLog open(String target, AccessFormat format, AccessCounts counts)
      throws IOException {
    if (target == null) {
      return new AccessLog(counts, format, "", null);
    }
    LogFile file = target.equals("-") ? LogFile.stdout() : LogFile.open(Path.of(target));
    AccessLog log = new AccessLog(counts, format, target, file);
    log.writer.start();
    return log;
  }

  /** Hands an entry over. Never waits, and never fails. */
  public void write(AccessEntry entry) {
    counts.answered(entry.status());
    if (file == null || closed) {
      return;
    }
    if (!queue.offer(entry)) {
      counts.lostLine();
    }
    if (asleep) {
      LockSupport.unpark(writer);
    }
  }

  private void run() {
    while (true) {
      // Asked before the queue: what was handed over before the closing is then surely found in it.
      boolean last = closed;
      AccessEntry entry = queue.poll();
      if (entry != null) {
        write(format.line(entry));
        continue;
      }
      flush();
      if (last) {
        return;
      }
      asleep = true;
      // Looked at again after it is said, so that who comes in between is not left lying.
      if (queue.isEmpty() && !closed) {
        LockSupport.park(this);
      }
      asleep = false;
    }
  }

  private void write(String line) {
    try {
      file.write(line);
    } catch (IOException e) {
      counts.lostLine();
      troubled(e);
    }
  }

  private void flush() {
    try {
      file.flush();
    } catch (IOException e) {
      troubled(e);
    }
  }

  private void troubled(IOException e) {
    long now = System.nanoTime();
    if (now - troubleLoggedNanos >= TROUBLE_LOG_NANOS) {
      troubleLoggedNanos = now;
      LOG.warn(
          "the access log {} can't be written: {}; its lines are lost until there is room and"
              + " permission again ({} by now)",
          name,
          e.getMessage(),
          counts.lostLines());
    }
  }

  /** Writes what has been handed over, then closes the file. */
  @Override
  public void close() {
    if (file == null || closed) {
      return;
    }
    closed = true;
    LockSupport.unpark(writer);
    try {
      writer.join(TimeUnit.SECONDS.toMillis(1));
      // Handed over by somebody who had not seen yet that it is closed. The queue has one reader.
      while (!writer.isAlive() && queue.poll() != null) {
        counts.lostLine();
      }
      file.close();
    } catch (IOException e) {
      troubled(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
