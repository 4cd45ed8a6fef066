package tv.relay.cli.terminal;

import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * One line on a terminal that says how far something has come, drawn ten times a second from a
 * thread of its own and wiped at the end. What is over within a second shows nothing.
 */
public final class ProgressBar implements AutoCloseable {
  private static final int CELLS = 30;
  private static final long FIRST_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long EACH_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final PrintWriter err;
  private final long totalBytes;
  private final String waiting;
  private final long startNanos = System.nanoTime();
  private final Thread thread;

  /** Written by who uses it. */
  private volatile long doneBytes;

  private volatile boolean closed;

  private ProgressBar(PrintWriter err, boolean shown, long totalBytes, String waiting) {
    this.err = err;
    this.totalBytes = totalBytes;
    this.waiting = waiting;
    this.thread = shown ? new Thread(this::draw, "relay-progress") : null;
    if (thread != null) {
      thread.setDaemon(true);
      thread.start();
    }
  }

  /**
   * Begins to draw, if standard error is a terminal.
   *
   * @param totalBytes all there is to send; 0 when that isn't known
   * @param waiting what is waited for once all is sent, as {@code the server reads the list}
   */
  public static ProgressBar start(PrintWriter err, long totalBytes, String waiting) {
    return new ProgressBar(err, Screen.showsErrors(), totalBytes, waiting);
  }

  /** Says what is waited for as long as the work takes, if standard error is a terminal. */
  public static <T> T during(PrintWriter err, String waiting, Supplier<T> work) {
    try (ProgressBar bar = start(err, 0, waiting)) {
      bar.done(0);
      return work.get();
    }
  }

  /** So many bytes are done, in all. */
  public void done(long bytes) {
    doneBytes = bytes;
  }

  static String text(long done, long total, String waiting, long seconds) {
    if (total <= 0 && done > 0) {
      return Amounts.bytes(done) + " sent, " + Amounts.seconds(seconds);
    }
    if (done >= total) {
      return waiting + "… " + Amounts.seconds(seconds);
    }
    int cells = (int) (CELLS * done / total);
    return "["
        + "#".repeat(cells)
        + "-".repeat(CELLS - cells)
        + "] "
        + 100 * done / total
        + " %, "
        + Amounts.bytes(done)
        + " of "
        + Amounts.bytes(total);
  }

  private void draw() {
    LockSupport.parkNanos(FIRST_NANOS);
    while (!closed) {
      long seconds = (System.nanoTime() - startNanos) / 1_000_000_000L;
      err.print("\r" + text(doneBytes, totalBytes, waiting, seconds) + "\u001b[K");
      err.flush();
      LockSupport.parkNanos(EACH_NANOS);
    }
    err.print("\r\u001b[K");
    err.flush();
  }

  /** Wipes the line. */
  @Override
  public void close() {
    closed = true;
    if (thread != null) {
      LockSupport.unpark(thread);
      try {
        thread.join(1_000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
