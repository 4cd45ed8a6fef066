package tv.relay.channel;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * The relay's last phase: no new clients, and those that watch may stay for so long. Once begun it
 * is not taken back; how long it lasts can be said anew. Any thread.
 */
public final class Drain {
  private static final long LOOK_MILLIS = 20;
  private static final long LONGEST_RETRY_SECONDS = 60;

  private final IntSupplier clients;

  // Guarded by this.
  private boolean begun;
  private long untilNanos;

  /**
   * Not begun yet.
   *
   * @param clients how many are left
   */
  Drain(IntSupplier clients) {
    this.clients = clients;
  }

  /** Begins it, or changes how long it may last from now on: the latest word counts. */
  public synchronized void begin(Duration atMost) {
    begun = true;
    untilNanos = System.nanoTime() + atMost.toNanos();
    notifyAll();
  }

  public synchronized boolean hasBegun() {
    return begun;
  }

  /** How much longer clients may stay, in whole seconds, begun ones counted; 0 before it began. */
  public synchronized long secondsLeft() {
    return begun ? Math.max(0, (leftNanos() + 999_999_999) / 1_000_000_000) : 0;
  }

  /** Waits until it has begun, and then until nobody is left or the time is up. */
  public synchronized void await() throws InterruptedException {
    while (!begun) {
      wait();
    }
    while (clients.getAsInt() > 0 && leftNanos() > 0) {
      wait(Math.min(LOOK_MILLIS, TimeUnit.NANOSECONDS.toMillis(leftNanos()) + 1));
    }
  }

  /** What a new client is told; null when it may come in. */
  Refusal refusal() {
    return hasBegun()
        ? Refusal.unavailable(
            "the relay is being shut down and takes no new clients; ask again soon",
            (int) Math.max(1, Math.min(LONGEST_RETRY_SECONDS, secondsLeft())))
        : null;
  }

  private long leftNanos() {
    return untilNanos - System.nanoTime();
  }
}
