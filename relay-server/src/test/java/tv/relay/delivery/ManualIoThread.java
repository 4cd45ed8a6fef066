package tv.relay.delivery;

import java.util.ArrayDeque;
import java.util.Queue;

/** An I/O thread that runs when the test says so, and never by a timer. */
final class ManualIoThread implements IoThread {
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private boolean failing;
  private boolean timed;

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  @Override
  public void executeAfter(Runnable task, long nanos) {
    if (failing) {
      failing = false;
      throw new IllegalStateException("no timer");
    }
    // Ticks are the test's.
    timed = true;
  }

  /** It throws once, when it is asked to run something later. */
  void failsAtTheNextTimer() {
    failing = true;
  }

  /** Whether it was asked to run something later, and took it on. */
  boolean isTimed() {
    return timed;
  }

  /** Whatever waits. */
  void run() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }
}
