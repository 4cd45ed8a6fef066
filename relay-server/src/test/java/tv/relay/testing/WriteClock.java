package tv.relay.testing;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The longest that any write has taken, those under way included. Safe for use by any thread. */
final class WriteClock {

  private final AtomicLong longestNanos = new AtomicLong();
  private final Map<Object, Long> begunNanos = new ConcurrentHashMap<>();

  void begin(Object writer) {
    begunNanos.put(writer, System.nanoTime());
  }

  void end(Object writer) {
    long nanos = System.nanoTime() - begunNanos.remove(writer);
    longestNanos.accumulateAndGet(nanos, Math::max);
  }

  long longestNanos() {
    long now = System.nanoTime();
    return begunNanos.values().stream()
        .mapToLong(begun -> now - begun)
        .reduce(longestNanos.get(), Math::max);
  }
}
