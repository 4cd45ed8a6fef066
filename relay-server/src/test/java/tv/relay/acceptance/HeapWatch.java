package tv.relay.acceptance;

import com.sun.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much of the heap is in use at most, garbage left out, beyond what was at the beginning. Looks
 * again and again on a thread of its own; each look stops the process for a moment.
 */
final class HeapWatch {
  private static final long PAUSE_MILLIS = 100;

  private static final GarbageCollectorMXBean WHOLE = whole();

  private final long before = bytes();
  private final AtomicLong most = new AtomicLong(before);
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

  private HeapWatch() {}

  /** Looks from now on. */
  static HeapWatch start() {
    HeapWatch watch = new HeapWatch();
    var unused =
        watch.thread.scheduleWithFixedDelay(
            () -> watch.most.accumulateAndGet(bytes(), Math::max),
            0,
            PAUSE_MILLIS,
            TimeUnit.MILLISECONDS);
    return watch;
  }

  /** Ends it, with a last look. */
  long grownAtMost() {
    thread.shutdownNow();
    return most.accumulateAndGet(bytes(), Math::max) - before;
  }

  /**
   * What a whole collection has left. By the time one could ask what is in use there may be new
   * garbage already, much of it on a busy machine.
   */
  private static long bytes() {
    System.gc();
    Map<String, MemoryUsage> left = WHOLE.getLastGcInfo().getMemoryUsageAfterGc();
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .mapToLong(pool -> left.get(pool.getName()).getUsed())
        .sum();
  }

  /** Of the collectors the one that knows all of the heap; the other knows what is young. */
  private static GarbageCollectorMXBean whole() {
    return ManagementFactory.getPlatformMXBeans(GarbageCollectorMXBean.class).stream()
        .max(Comparator.comparing(gc -> gc.getMemoryPoolNames().length))
        .orElseThrow();
  }
}
