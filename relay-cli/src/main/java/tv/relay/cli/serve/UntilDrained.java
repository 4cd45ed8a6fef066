package tv.relay.cli.serve;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import tv.relay.cli.command.ExitCode;
import tv.relay.cli.command.UntilStopped;

/**
 * Runs until the server has drained: because somebody asked for it, or after SIGTERM or SIGINT. The
 * first of these signals lets clients stay for the time of {@code --drain-for}, the second ends
 * them, and one while everything is being closed ends the process as it is. Closing takes five
 * seconds at most. Signals are how one stops a relay, so the exit code is {@link ExitCode#DONE}
 * rather than the JVM's 143 or 130; a close that fails or takes too long ends with {@link
 * ExitCode#FAILED}.
 */
final class UntilDrained {
  private final RunningServer server;
  private final AutoCloseable all;
  private final Duration drainFor;
  private final PrintWriter err;
  private final AtomicInteger signals = new AtomicInteger();
  private volatile boolean closing;

  private UntilDrained(
      RunningServer server, AutoCloseable all, Duration drainFor, PrintWriter err) {
    this.server = server;
    this.all = all;
    this.drainFor = drainFor;
    this.err = err;
  }

  /**
   * Returns when the server has drained and everything is closed.
   *
   * @param all what is to be closed, the server among it
   * @param drainFor how long clients may stay after a signal
   */
  static int run(RunningServer server, AutoCloseable all, Duration drainFor, PrintWriter err) {
    return new UntilDrained(server, all, drainFor, err).run();
  }

  private int run() {
    // What isn't handled below, such as the terminal's SIGHUP.
    Thread hook = new Thread(() -> Runtime.getRuntime().halt(drainAndClose()), "shutdown");
    Runtime.getRuntime().addShutdownHook(hook);
    Runnable term = Signals.on("TERM", this::signalled);
    Runnable interrupt = Signals.on("INT", this::signalled);
    try {
      return untilDrained(hook);
    } finally {
      term.run();
      interrupt.run();
    }
  }

  private int untilDrained(Thread hook) {
    try {
      server.awaitDrained();
    } catch (InterruptedException e) {
      // Whoever runs us within a larger program wants an end now.
      Thread.interrupted();
    }
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The hook is at it, and ends the process.
      return ExitCode.DONE;
    }
    return close();
  }

  private void signalled() {
    if (closing) {
      Runtime.getRuntime().halt(ExitCode.FAILED);
    }
    server.drain(signals.incrementAndGet() == 1 ? drainFor : Duration.ZERO);
  }

  private int drainAndClose() {
    try {
      server.drain(drainFor);
      server.awaitDrained();
      return close();
    } catch (InterruptedException e) {
      return ExitCode.FAILED;
    }
  }

  private int close() {
    closing = true;
    return UntilStopped.close(all, err);
  }
}
