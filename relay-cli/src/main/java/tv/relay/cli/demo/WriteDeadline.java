package tv.relay.cli.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Ends a blocking write that the client doesn't take: the writing thread is interrupted, which
 * closes its socket channel. Without it a stalled client would hold a thread for ever. Any number
 * of threads may write; one timer serves them all.
 */
final class WriteDeadline implements AutoCloseable {

  private final long deadlineNanos;
  private final ScheduledThreadPoolExecutor timer;

  WriteDeadline(Duration deadline) {
    deadlineNanos = deadline.toNanos();
    timer = new ScheduledThreadPoolExecutor(1, DaemonThreads.named("demo-deadline"));
    timer.setRemoveOnCancelPolicy(true);
  }

  /**
   * Writes and flushes all of it.
   *
   * @throws IOException when the client is gone or the deadline has passed; the stream is of no
   *     more use then
   * @throws java.util.concurrent.RejectedExecutionException after {@link #close()}
   */
  void write(OutputStream out, byte[] bytes, int length) throws IOException {
    Future<?> alarm =
        timer.schedule(Thread.currentThread()::interrupt, deadlineNanos, TimeUnit.NANOSECONDS);
    try {
      out.write(bytes, 0, length);
      out.flush();
    } finally {
      alarm.cancel(false);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
