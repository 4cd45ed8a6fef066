package tv.relay.testing;

import java.io.File;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;

/**
 * What this process holds, to be compared before and after. A value.
 *
 * @param openFiles descriptors, sockets included
 * @param liveThreads Java threads
 * @param directBytes memory of direct buffers
 */
public record ProcessCounters(int openFiles, int liveThreads, long directBytes) {

  public static ProcessCounters now() {
    return new ProcessCounters(openFilesNow(), liveThreads(""), directBytesNow());
  }

  /** Counts /proc/self/fd, so Linux only; elsewhere -1. */
  public static int openFilesNow() {
    String[] names = new File("/proc/self/fd").list();
    // Listing it takes one itself.
    return names == null ? -1 : names.length - 1;
  }

  /** Threads whose name begins so. */
  public static int liveThreads(String namePrefix) {
    return (int)
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith(namePrefix))
            .count();
  }

  /** Bytes of direct buffers, those that the JDK keeps for threads that write heap buffers too. */
  public static long directBytesNow() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }

  /** Bytes of heap in use: the least of several looks, since garbage can only add to it. */
  public static long heapBytesNow() {
    long least = Long.MAX_VALUE;
    for (int look = 0; look < 5; look++) {
      System.gc();
      least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return least;
  }
}
