package tv.relay.ring;

import java.time.Duration;

/**
 * Moments on which all threads agree without a word: the multiples of an interval on {@link
 * System#nanoTime}. What is written at one of them has been read shortly before it, so that a
 * stream waits once for both.
 *
 * @param intervalNanos from one to the next; 0 when there are none
 */
public record Beat(long intervalNanos) {

  /** One with so long an interval; none when it is zero. */
  public static Beat every(Duration interval) {
    return new Beat(interval.toNanos());
  }

  /** Whether there is anything to keep to. */
  public boolean isKept() {
    return intervalNanos > 0;
  }

  /** The first moment that is no earlier than {@code nanoTime}. */
  public long from(long nanoTime) {
    return -Math.floorDiv(-nanoTime, intervalNanos) * intervalNanos;
  }
}
