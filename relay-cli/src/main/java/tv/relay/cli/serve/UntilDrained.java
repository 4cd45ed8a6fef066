package tv.relay.cli.serve;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tv.relay.cli.command.ExitCode;
import tv.relay.cli.command.UntilStopped;

/**
 * A server from before its start until it has drained: because somebody asked for it, or after
 * SIGTERM or SIGINT. The first of these signals lets clients stay for the time of {@code
 * --drain-for}, the second ends them, and one while everything is being closed ends the process as
 * it is. Closing takes five seconds at most. Signals are how one stops a relay, so the exit code is
 * {@link ExitCode#DONE} rather than the JVM's 143 or 130; a close that fails or takes too long ends
 * with {@link ExitCode#FAILED}.
 *
 * <p>A signal during the start counts once the server stands, so that nothing is closed that is
 * still being made; a second one doesn't wait for that.
 */
final class UntilDrained implements AutoCloseable {
  /** What a start may take after the JVM was told to end. */
  private static final long START_SECONDS = 5;

  private final Closing all = new Closing();
  private final Duration drainFor;
  private final PrintWriter err;
  private final AtomicInteger signals = new AtomicInteger();

  /** Down when the server stands, or never will. */
  private final CountDownLatch started = new CountDownLatch(1);

  // What isn't handled by the signals below, such as the terminal's SIGHUP.
  private final Thread hook =
      new Thread(() -> Runtime.getRuntime().halt(drainAndClose()), "shutdown");

  private Runnable term = () -> {};
  private Runnable interrupt = () -> {};

  /** Null until it stands. */
  private volatile RunningServer server;

  private volatile boolean closing;

  private UntilDrained(Duration drainFor, PrintWriter err) {
    this.drainFor = drainFor;
    this.err = err;
  }

  /**
   * Takes signals from now on; to be called before anything is made that is to be closed.
   *
   * @param drainFor how long clients may stay after a signal
   */
  static UntilDrained begin(Duration drainFor, PrintWriter err) {
    UntilDrained begun = new UntilDrained(drainFor, err);
    Runtime.getRuntime().addShutdownHook(begun.hook);
    begun.term = Signals.on("TERM", begun::signalled);
    begun.interrupt = Signals.on("INT", begun::signalled);
    return begun;
  }

  /** To be closed at the end, before all that was added earlier. */
  <T extends AutoCloseable> T add(T resource) {
    return all.add(resource);
  }

  /**
   * Returns when the server has drained and everything is closed.
   *
   * @param running is among what was added
   * @return the exit code
   */
  int run(RunningServer running) {
    server = running;
    started.countDown();
    int before = signals.get();
    if (before > 0) {
      running.drain(before == 1 ? drainFor : Duration.ZERO);
    }
    try {
      running.awaitDrained();
    } catch (InterruptedException e) {
      // Whoever runs us within a larger program wants an end now.
      Thread.interrupted();
    }
    // Where the hook is at it already, that ends the process.
    return removeHook() ? closeAll() : ExitCode.DONE;
  }

  /** Takes no more signals; closes what was made where the start has failed. */
  @Override
  public void close() {
    started.countDown();
    term.run();
    interrupt.run();
    if (server == null && removeHook()) {
      all.close();
    }
  }

  private boolean removeHook() {
    try {
      return Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return false;
    }
  }

  private void signalled() {
    if (closing) {
      Runtime.getRuntime().halt(ExitCode.FAILED);
    }
    int count = signals.incrementAndGet();
    RunningServer running = server;
    if (running != null) {
      running.drain(count == 1 ? drainFor : Duration.ZERO);
    } else if (count > 1) {
      Runtime.getRuntime().halt(closeAll());
    }
  }

  private int drainAndClose() {
    try {
      boolean stands = started.await(START_SECONDS, TimeUnit.SECONDS);
      RunningServer running = server;
      if (stands && running != null) {
        running.drain(drainFor);
        running.awaitDrained();
      }
      return closeAll();
    } catch (InterruptedException e) {
      return ExitCode.FAILED;
    }
  }

  private int closeAll() {
    closing = true;
    return UntilStopped.close(all, err);
  }
}
