package tv.relay.cli.bench.load;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Since when each target sends. Who joins one before has to wait for the relay to start the
 * channel, which is another matter than joining. Any thread.
 */
final class Running {
  private static final long NOT_YET = Long.MAX_VALUE;
  private final AtomicLongArray sinceNanos;

  Running(int targets) {
    sinceNanos = new AtomicLongArray(targets);
    for (int i = 0; i < targets; i++) {
      sinceNanos.set(i, NOT_YET);
    }
  }

  /** Whether all targets send. */
  boolean all() {
    for (int i = 0; i < sinceNanos.length(); i++) {
      if (sinceNanos.get(i) == NOT_YET) {
        return false;
      }
    }
    return true;
  }

  void sends(int target, long nowNanos) {
    if (sinceNanos.getPlain(target) == NOT_YET) {
      sinceNanos.compareAndSet(target, NOT_YET, nowNanos);
    }
  }

  boolean was(int target, long nanos) {
    long since = sinceNanos.get(target);
    return since != NOT_YET && nanos - since > 0;
  }
}
