package tv.relay.cli.bench.load;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What Linux says of one or several processes at a moment (proc(5)).
 *
 * @param cpuNanosByThread time on a processor of each thread that lives, by schedstat, to the
 *     nanosecond; empty where the kernel doesn't count it
 * @param cpuTickNanos time of all threads there ever were, in ticks of 10 ms
 * @param residentBytes memory that is there now
 * @param mostResidentBytes the most there has ever been
 */
public record ProcessSample(
    Map<String, Long> cpuNanosByThread,
    long cpuTickNanos,
    long residentBytes,
    long mostResidentBytes,
    long openFiles,
    long threads) {
  private static final Path PROC = Path.of("/proc");

  /** USER_HZ, which is 100 whatever the kernel's own tick is. */
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private static final int USER_TICKS = 11;
  private static final int SYSTEM_TICKS = 12;

  /**
   * Of all of them together.
   *
   * @throws IOException when one isn't there or may not be looked at
   */
  public static ProcessSample of(List<Long> pids) throws IOException {
    Map<String, Long> threads = new HashMap<>();
    long ticks = 0;
    long resident = 0;
    long mostResident = 0;
    long files = 0;
    long threadCount = 0;
    for (long pid : pids) {
      Path folder = PROC.resolve(Long.toString(pid));
      ticks += ticks(Files.readString(folder.resolve("stat")));
      List<String> status = Files.readAllLines(folder.resolve("status"));
      resident += number(status, "VmRSS:") * 1024;
      mostResident += number(status, "VmHWM:") * 1024;
      threadCount += number(status, "Threads:");
      files += count(folder.resolve("fd"));
      addThreads(folder.resolve("task"), threads);
    }
    return new ProcessSample(
        threads, ticks * TICK_NANOS, resident, mostResident, files, threadCount);
  }

  /** Time on processors since an earlier sample. */
  public double cpuSecondsSince(ProcessSample earlier) {
    long exact = 0;
    for (Map.Entry<String, Long> thread : cpuNanosByThread.entrySet()) {
      exact += thread.getValue() - earlier.cpuNanosByThread.getOrDefault(thread.getKey(), 0L);
    }
    long coarse = cpuTickNanos - earlier.cpuTickNanos;
    // Threads that have ended meanwhile are in the coarse count only.
    return Math.max(exact, coarse - 2 * TICK_NANOS) / (double) TimeUnit.SECONDS.toNanos(1);
  }

  private static void addThreads(Path tasks, Map<String, Long> into) throws IOException {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(tasks)) {
      for (Path folder : folders) {
        try {
          String[] fields = Files.readString(folder.resolve("schedstat")).split(" ", 2);
          into.put(folder.toString(), Long.parseLong(fields[0]));
        } catch (NoSuchFileException e) {
          // Just ended, or a kernel without schedstat.
        }
      }
    }
  }

  private static long ticks(String stat) {
    // The program's name, in brackets, may hold anything.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]);
  }

  private static long number(List<String> status, String key) {
    return status.stream()
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(key.length()).strip().split("\\s", 2)[0])
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElse(0);
  }

  private static long count(Path folder) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      long count = 0;
      for (Path entry : entries) {
        count += entry == null ? 0 : 1;
      }
      return count;
    }
  }
}
