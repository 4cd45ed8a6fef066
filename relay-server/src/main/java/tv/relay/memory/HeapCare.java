package tv.relay.memory;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.util.function.LongSupplier;

/**
 * Has the whole heap collected when most of it must be garbage. The serial collector waits with
 * that until all of {@code -Xmx} is in use, which is chosen for the most that the options allow:
 * what clients that have long left once had would pile up until then. It takes some ten
 * milliseconds, in which nothing is delivered, and is due after hundreds of clients.
 *
 * <p>One thread at a time.
 */
public final class HeapCare {
  private static final String OLD_OF_SERIAL = "Tenured Gen";

  /** Not for less, however little is alive. */
  private static final long LEAST_BYTES = 24L * 1024 * 1024;

  private final LongSupplier usedBytes;
  private final LongSupplier aliveBytes;
  private final Runnable collection;

  /**
   * Does nothing yet.
   *
   * @param usedBytes of the old generation
   * @param aliveBytes what was left of it after it was collected last; 0 when it never was
   * @param collection collects it
   */
  HeapCare(LongSupplier usedBytes, LongSupplier aliveBytes, Runnable collection) {
    this.usedBytes = usedBytes;
    this.aliveBytes = aliveBytes;
    this.collection = collection;
  }

  /** Of this process; it never does anything where another collector is in use. */
  public static HeapCare ofThisProcess() {
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getName().equals(OLD_OF_SERIAL)) {
        return new HeapCare(() -> pool.getUsage().getUsed(), () -> alive(pool), System::gc);
      }
    }
    return new HeapCare(() -> 0, () -> 0, () -> {});
  }

  private static long alive(MemoryPoolMXBean pool) {
    MemoryUsage collected = pool.getCollectionUsage();
    return collected == null ? 0 : collected.getUsed();
  }

  /** To be called now and then. */
  public void tend() {
    if (usedBytes.getAsLong() > 2 * aliveBytes.getAsLong() + LEAST_BYTES) {
      collection.run();
    }
  }
}
