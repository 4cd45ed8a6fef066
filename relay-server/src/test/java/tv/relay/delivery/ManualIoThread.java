package tv.relay.delivery;

import java.util.ArrayDeque;
import java.util.Queue;

/** An I/O thread that runs when the test says so, and never by a timer. */
final class ManualIoThread implements IoThread {
  private final Queue<Runnable> tasks = new ArrayDeque<>();

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  @Override
  public void executeAfter(Runnable task, long nanos) {
    // Ticks are the test's.
  }

  /** Whatever waits. */
  void run() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }
}
