package tv.relay.subscription;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The few threads on which documents are fetched and taken, so that a slow provider holds up
 * nothing but other documents. Any thread may hand work over.
 */
public final class Transfers implements Executor, AutoCloseable {
  private static final int THREADS = 2;
  private static final int WAITING = 64;

  private final ThreadPoolExecutor threads;

  public Transfers() {
    AtomicInteger number = new AtomicInteger();
    threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            work -> {
              Thread thread = new Thread(work, "relay-transfer-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * Runs the work when one of the threads is free.
   *
   * @throws BusyException when too much is waiting
   */
  @Override
  public void execute(Runnable work) {
    try {
      threads.execute(work);
    } catch (RejectedExecutionException e) {
      throw new BusyException("too many lists and guides are waiting to be fetched; try again");
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
