package tv.relay.cli.bench;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tv.relay.cli.bench.load.LoadPlan;
import tv.relay.cli.bench.load.ProcessSample;
import tv.relay.cli.command.CommandFailure;
import tv.relay.cli.command.ExitCode;

/** What has to hold before a load is worth its while. */
final class Preconditions {
  /** The JVM's own files, and what selectors take. */
  private static final int RESERVED_FILES = 100;

  private static final Path LOCAL_PORTS = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
  private static final Pattern RANGE = Pattern.compile("(\\d+)\\s+(\\d+)\\s*");
  private static final Pattern OPEN_FILES = Pattern.compile("(?m)^Max open files\\s+(\\d+)\\s");

  private Preconditions() {}

  /**
   * Checks them.
   *
   * @throws CommandFailure with what is to be done about it
   */
  static void check(LoadPlan plan, List<Long> processes) {
    ownFiles(plan);
    ports(plan);
    for (long pid : processes) {
      process(pid);
    }
    if (processes.size() == 1) {
      relaysFiles(plan, processes.get(0));
    }
  }

  private static void ownFiles(LoadPlan plan) {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean os
        && os.getMaxFileDescriptorCount() < plan.clients() + RESERVED_FILES) {
      throw new CommandFailure(
          ExitCode.FAILED,
          "the bench may open "
              + os.getMaxFileDescriptorCount()
              + " files, too few for "
              + plan.clients()
              + " clients"
              + "\nRaise the limit in this shell: ulimit -n "
              + (plan.clients() + 2 * RESERVED_FILES)
              + " (as root, or up to the limit of 'ulimit -Hn')");
    }
  }

  /** Each connection to one address and port takes a port of ours. */
  private static void ports(LoadPlan plan) {
    long addresses = plan.targets().stream().map(t -> t.address()).distinct().count();
    Matcher range = RANGE.matcher(read(LOCAL_PORTS).orElse(""));
    if (!range.matches()) {
      return;
    }
    long ports = Long.parseLong(range.group(2)) - Long.parseLong(range.group(1)) + 1;
    if (plan.clients() > ports * addresses) {
      throw new CommandFailure(
          ExitCode.FAILED,
          "there are "
              + ports
              + " local ports, too few for "
              + plan.clients()
              + " clients of one address"
              + "\nWiden the range: sysctl -w net.ipv4.ip_local_port_range='10000 65000'");
    }
  }

  private static void process(long pid) {
    try {
      ProcessSample.of(List.of(pid));
    } catch (AccessDeniedException e) {
      throw new CommandFailure(
          ExitCode.FAILED,
          "process "
              + pid
              + " belongs to somebody else\nRun the bench as its user or as root, or"
              + " leave out --pid",
          e);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.FAILED,
          "there is no process " + pid + ", or this isn't Linux\nCheck --pid, or leave it out",
          e);
    }
  }

  private static void relaysFiles(LoadPlan plan, long pid) {
    Matcher limit = OPEN_FILES.matcher(read(Path.of("/proc/" + pid + "/limits")).orElse(""));
    if (limit.find() && Long.parseLong(limit.group(1)) < plan.clients()) {
      throw new CommandFailure(
          ExitCode.FAILED,
          "process "
              + pid
              + " may open "
              + limit.group(1)
              + " files, too few for "
              + plan.clients()
              + " clients\nStart it from a shell with a higher 'ulimit -n'");
    }
  }

  private static Optional<String> read(Path file) {
    try {
      return Optional.of(Files.readString(file));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
