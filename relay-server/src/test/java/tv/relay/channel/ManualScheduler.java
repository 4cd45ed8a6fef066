package tv.relay.channel;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * A scheduler whose time goes by only when told. What is handed over waits until {@link #run}, so
 * that commands and readers' news can cross each other. One thread.
 */
final class ManualScheduler implements Scheduler {
  private final Queue<Runnable> mailbox = new ArrayDeque<>();
  private final PriorityQueue<Alarm> alarms =
      new PriorityQueue<>(
          Comparator.comparingLong((Alarm alarm) -> alarm.dueNanos)
              .thenComparingLong(alarm -> alarm.order));
  private long now = -1_000_000_000L;
  private long order;

  private final class Alarm implements Timer {
    private final long dueNanos;
    private final long order;
    private final Runnable work;

    Alarm(long dueNanos, long order, Runnable work) {
      this.dueNanos = dueNanos;
      this.order = order;
      this.work = work;
    }

    @Override
    public void cancel() {
      alarms.remove(this);
    }
  }

  @Override
  public void execute(Runnable work) {
    mailbox.add(work);
  }

  @Override
  public Timer after(Duration delay, Runnable work) {
    Alarm alarm = new Alarm(now + delay.toNanos(), order++, work);
    alarms.add(alarm);
    return alarm;
  }

  @Override
  public long nanoTime() {
    return now;
  }

  /** Does what was handed over, and what that hands over. */
  void run() {
    for (Runnable work = mailbox.poll(); work != null; work = mailbox.poll()) {
      work.run();
    }
  }

  /** Lets time go by; what was handed over comes before what falls due. */
  void pass(Duration time) {
    run();
    long until = now + time.toNanos();
    while (!alarms.isEmpty() && alarms.peek().dueNanos <= until) {
      Alarm due = alarms.poll();
      now = Math.max(now, due.dueNanos);
      due.work.run();
      run();
    }
    now = until;
  }

  /** How many timers are set. */
  int alarms() {
    return alarms.size();
  }
}
