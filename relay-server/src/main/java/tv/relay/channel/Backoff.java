package tv.relay.channel;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before a lost source is asked again: each time twice as long up to a cap, and by
 * chance shortened by up to a half, so that channels lost together do not come back together. One
 * thread.
 */
final class Backoff {
  private static final long FIRST_MILLIS = 500;
  private static final long CAP_MILLIS = 15_000;

  private final RandomGenerator random;
  private int failures;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  Duration next() {
    long full = Math.min(CAP_MILLIS, FIRST_MILLIS << Math.min(failures, 10));
    failures++;
    return Duration.ofMillis(full / 2 + random.nextLong(full / 2 + 1));
  }

  void reset() {
    failures = 0;
  }
}
