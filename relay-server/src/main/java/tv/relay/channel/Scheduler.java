package tv.relay.channel;

import java.time.Duration;

/**
 * The one thread that owns the lives of all channels, as they see it: what is handed over runs in
 * order, one at a time, and so do the timers.
 */
public interface Scheduler {

  /** Hands work over; any thread. It is never refused: when there is too much, the caller waits. */
  void execute(Runnable work);

  /** Runs work later; owner's thread only. */
  Timer after(Duration delay, Runnable work);

  /** Now, as of {@link System#nanoTime}. */
  long nanoTime();

  /** Work that is to run later. */
  interface Timer {
    /** Makes sure it won't run; owner's thread only. No effect once it ran. */
    void cancel();
  }
}
