package tv.relay.delivery;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.xnio.XnioIoThread;

/** The thread that serves a connection, as delivery needs it. Safe for any thread. */
interface IoThread {

  /** Runs it on that thread; never, when the thread has ended. */
  void execute(Runnable task);

  /** Runs it on that thread, so much later; never, when the thread has ended. */
  void executeAfter(Runnable task, long nanos);

  /** One of XNIO's. */
  record Xnio(XnioIoThread thread) implements IoThread {

    @Override
    public void execute(Runnable task) {
      try {
        thread.execute(task);
      } catch (RejectedExecutionException e) {
        // The thread has ended, and with it all of its connections.
      }
    }

    @Override
    public void executeAfter(Runnable task, long nanos) {
      try {
        thread.executeAfter(task, nanos, TimeUnit.NANOSECONDS);
      } catch (RejectedExecutionException e) {
        // As above.
      }
    }
  }
}
