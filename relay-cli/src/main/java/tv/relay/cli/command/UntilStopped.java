package tv.relay.cli.command;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Runs until SIGTERM or SIGINT, then closes in order within five seconds. Both are how one stops a
 * relay, so the exit code is {@link ExitCode#DONE} rather than the JVM's 143 or 130; a close that
 * fails or takes too long ends with {@link ExitCode#FAILED}.
 */
public final class UntilStopped {
  private static final long CLOSE_MILLIS = 4_500;

  private UntilStopped() {}

  /** Returns only when the thread is interrupted; a signal ends the process from within. */
  public static int run(AutoCloseable running, PrintWriter err) {
    Thread hook = new Thread(() -> Runtime.getRuntime().halt(close(running, err)), "shutdown");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      new CountDownLatch(1).await();
      return ExitCode.DONE;
    } catch (InterruptedException e) {
      Runtime.getRuntime().removeShutdownHook(hook);
      return close(running, err);
    }
  }

  /**
   * Closes, but for no longer than five seconds.
   *
   * @return the exit code
   */
  public static int close(AutoCloseable running, PrintWriter err) {
    CountDownLatch closed = new CountDownLatch(1);
    Thread closing =
        new Thread(
            () -> {
              try {
                running.close();
                closed.countDown();
              } catch (Throwable e) {
                err.println("relay: closing failed: " + e);
              }
            },
            "closing");
    closing.setDaemon(true);
    closing.start();
    try {
      closing.join(CLOSE_MILLIS);
      if (closing.isAlive()) {
        err.println("relay: closing took too long; ended without it");
      }
      return closed.await(0, TimeUnit.MILLISECONDS) ? ExitCode.DONE : ExitCode.FAILED;
    } catch (InterruptedException e) {
      return ExitCode.FAILED;
    } finally {
      err.flush();
    }
  }
}
