package tv.relay.channel;

import java.time.Duration;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.MpscArrayQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The real {@link Scheduler}: a thread with a bounded lock-free mailbox and a heap of timers. Its
 * work never blocks, so that it is always soon done with what came before.
 */
public final class ControlThread implements Scheduler, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControlThread.class);
  private static final int MAILBOX = 1 << 16;
  private static final long LONGEST_SLEEP_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final MpscArrayQueue<Runnable> mailbox = new MpscArrayQueue<>(MAILBOX);
  private final PriorityQueue<Alarm> alarms = new PriorityQueue<>();
  private final Thread thread = new Thread(this::run, "relay-control");
  private volatile boolean closed;

  /** Written by the thread each time it comes round. */
  private volatile long aliveNanos = System.nanoTime();

  public ControlThread() {
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void execute(Runnable work) {
    while (!mailbox.offer(work)) {
      if (closed) {
        return;
      }
      LockSupport.parkNanos(100_000);
    }
    LockSupport.unpark(thread);
  }

  @Override
  public Timer after(Duration delay, Runnable work) {
    Alarm alarm = new Alarm(nanoTime() + delay.toNanos(), work);
    alarms.add(alarm);
    return alarm;
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  /** Whether the thread has come round lately; when not, something holds it up. */
  public boolean isResponsive() {
    return thread.isAlive() && System.nanoTime() - aliveNanos < TimeUnit.SECONDS.toNanos(5);
  }

  private void run() {
    while (!closed) {
      aliveNanos = System.nanoTime();
      Runnable work = mailbox.poll();
      if (work != null) {
        guarded(work);
      } else if (!runDueAlarm()) {
        LockSupport.parkNanos(this, sleepNanos());
      }
    }
  }

  private boolean runDueAlarm() {
    Alarm next = alarms.peek();
    if (next == null || next.dueNanos - System.nanoTime() > 0) {
      return false;
    }
    alarms.poll();
    if (next.work != null) {
      guarded(next.work);
    }
    return true;
  }

  private long sleepNanos() {
    Alarm next = alarms.peek();
    return next == null
        ? LONGEST_SLEEP_NANOS
        : Math.min(LONGEST_SLEEP_NANOS, Math.max(1, next.dueNanos - System.nanoTime()));
  }

  private static void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      // Errors too: this thread is all channels', and none may end it.
      LOG.error("a channel's step failed; this is a defect of the relay, please report it", e);
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }

  private final class Alarm implements Timer, Comparable<Alarm> {
    private final long dueNanos;
    private Runnable work;

    Alarm(long dueNanos, Runnable work) {
      this.dueNanos = dueNanos;
      this.work = work;
    }

    @Override
    public void cancel() {
      work = null;
      alarms.remove(this);
    }

    @Override
    public int compareTo(Alarm other) {
      return Long.signum(dueNanos - other.dueNanos);
    }
  }
}
