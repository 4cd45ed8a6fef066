package tv.relay.cli.bench.compare;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The machine in a line. */
final class Machine {
  private static final double GIB = 1 << 30;

  private Machine() {}

  static String described() {
    double memory =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize() / GIB;
    return String.format(
        Locale.ROOT,
        "%d × %s, %.0f GiB, %s %s",
        Runtime.getRuntime().availableProcessors(),
        processor(),
        memory,
        System.getProperty("os.name"),
        System.getProperty("os.version"));
  }

  private static String processor() {
    try {
      return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }
}
