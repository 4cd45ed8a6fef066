package tv.relay.cli.bench.load;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Since when each target sends. Who joins one before has to wait for the relay to start the
 * channel, which is another matter than joining. Any thread.
 */
final class Running {
  private static final long NOT_YET = Long.MAX_VALUE;
  private static final long FAILED = NOT_YET - 1;
  private final AtomicLongArray sinceNanos;

  Running(int targets) {
    sinceNanos = new AtomicLongArray(targets);
    for (int i = 0; i < targets; i++) {
      sinceNanos.set(i, NOT_YET);
    }
  }

  /** Whether it is known of all targets that they send, or that they don't. */
  boolean allDecided() {
    for (int i = 0; i < sinceNanos.length(); i++) {
      if (sinceNanos.get(i) == NOT_YET) {
        return false;
      }
    }
    return true;
  }

  void sends(int target, long nowNanos) {
    long since = sinceNanos.getPlain(target);
    if (since >= FAILED) {
      sinceNanos.compareAndSet(target, since, nowNanos);
    }
  }

  /** Whoever was to start it got no stream. */
  void fails(int target) {
    sinceNanos.compareAndSet(target, NOT_YET, FAILED);
  }

  boolean was(int target, long nanos) {
    long since = sinceNanos.get(target);
    return since < FAILED && nanos - since > 0;
  }
}
