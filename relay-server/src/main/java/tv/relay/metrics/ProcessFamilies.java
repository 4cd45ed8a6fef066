package tv.relay.metrics;

import com.sun.management.UnixOperatingSystemMXBean;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.Unit;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The process and its virtual machine, under the names that Prometheus' libraries share
 * (prometheus.io/docs/instrumenting/writing_clientlibs), so that ready dashboards fit. The
 * library's own module for this has no release that goes with the others.
 */
final class ProcessFamilies {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB");

  private ProcessFamilies() {}

  static Stream<MetricSnapshot> snapshots() {
    return Stream.of(process(), memory(), collectors()).flatMap(each -> each);
  }

  private static Stream<MetricSnapshot> process() {
    Stream.Builder<MetricSnapshot> all = Stream.builder();
    all.add(
        gauge(
            "process_start_time_seconds",
            Unit.SECONDS,
            "When the process was started, in Unix time.",
            ManagementFactory.getRuntimeMXBean().getStartTime() / 1e3));
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
      Family cpu =
          Family.counter("process_cpu_seconds", Unit.SECONDS, "CPU time of user and system.");
      cpu.add(Labels.EMPTY, unix.getProcessCpuTime() / 1e9);
      all.add(cpu.snapshot());
      all.add(
          gauge(
              "process_open_fds", null, "Open files.", (double) unix.getOpenFileDescriptorCount()));
      all.add(
          gauge(
              "process_max_fds",
              null,
              "How many files may be open.",
              (double) unix.getMaxFileDescriptorCount()));
    }
    long resident = residentBytes();
    if (resident > 0) {
      all.add(
          gauge("process_resident_memory_bytes", Unit.BYTES, "Memory in use.", (double) resident));
    }
    all.add(
        gauge(
            "jvm_threads_current",
            null,
            "Threads.",
            ManagementFactory.getThreadMXBean().getThreadCount()));
    return all.build();
  }

  private static Stream<MetricSnapshot> memory() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    Family used = Family.gauge("jvm_memory_used_bytes", Unit.BYTES, "Memory used, by area.");
    Family max = Family.gauge("jvm_memory_max_bytes", Unit.BYTES, "Memory at most, by area.");
    area("heap", memory.getHeapMemoryUsage(), used, max);
    area("nonheap", memory.getNonHeapMemoryUsage(), used, max);
    Family pools =
        Family.gauge(
            "jvm_buffer_pool_used_bytes", Unit.BYTES, "Memory outside the heap; rings are direct.");
    for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
      pools.add(Labels.of("pool", pool.getName()), Math.max(0, pool.getMemoryUsed()));
    }
    return Stream.of(used, max, pools).map(Family::snapshot);
  }

  private static void area(String name, MemoryUsage usage, Family used, Family max) {
    used.add(Labels.of("area", name), usage.getUsed());
    if (usage.getMax() > 0) {
      max.add(Labels.of("area", name), usage.getMax());
    }
  }

  private static Stream<MetricSnapshot> collectors() {
    Family count = Family.counter("jvm_gc_collections", null, "Garbage collections.");
    Family time =
        Family.counter("jvm_gc_pause_seconds", Unit.SECONDS, "Time taken by garbage collection.");
    for (GarbageCollectorMXBean gc : ManagementFactory.getGarbageCollectorMXBeans()) {
      Labels labels = Labels.of("gc", gc.getName());
      count.add(labels, Math.max(0, gc.getCollectionCount()));
      time.add(labels, Math.max(0, gc.getCollectionTime()) / 1e3);
    }
    return Stream.of(count, time).map(Family::snapshot);
  }

  private static MetricSnapshot gauge(String name, Unit unit, String help, double value) {
    Family family = Family.gauge(name, unit, help);
    family.add(Labels.EMPTY, value);
    return family.snapshot();
  }

  /** 0 where the system doesn't say. */
  private static long residentBytes() {
    try {
      Matcher resident = RESIDENT.matcher(Files.readString(STATUS));
      return resident.find() ? Long.parseLong(resident.group(1)) * 1024 : 0;
    } catch (IOException e) {
      return 0;
    }
  }
}
