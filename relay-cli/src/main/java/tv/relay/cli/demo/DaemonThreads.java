package tv.relay.cli.demo;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that don't keep the process alive. */
final class DaemonThreads {

  private DaemonThreads() {}

  /** Threads called {@code NAME-1}, {@code NAME-2} and so on. */
  static ThreadFactory named(String name) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
