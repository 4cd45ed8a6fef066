package tv.relay.cli.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * How busy the machine's processors have been since it started (proc(5), stat).
 *
 * @param busyNanos of all processors together, time spent on interrupts included
 */
record MachineSample(long busyNanos) {
  private static final Path STAT = Path.of("/proc/stat");
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final int[] BUSY = {1, 2, 3, 6, 7};

  /** Where there is no /proc it is never busy. */
  static MachineSample now() {
    try {
      String[] fields = Files.readAllLines(STAT).get(0).split("\\s+", -1);
      long ticks = 0;
      for (int field : BUSY) {
        ticks += Long.parseLong(fields[field]);
      }
      return new MachineSample(ticks * TICK_NANOS);
    } catch (IOException e) {
      return new MachineSample(0);
    }
  }

  /** In processors. */
  double busySince(MachineSample earlier, long nanos) {
    return (double) (busyNanos - earlier.busyNanos) / nanos;
  }
}
