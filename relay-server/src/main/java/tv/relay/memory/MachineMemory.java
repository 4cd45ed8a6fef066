package tv.relay.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How much memory there is for this process, by what Linux says. Read once, at the start.
 *
 * @param availableBytes what can be had without anybody else losing any: free memory, caches, and
 *     what this process has already
 * @param limitBytes of which machine or group that is a part
 * @param owner who has the limit: {@code the machine}, or a control group by its name
 */
public record MachineMemory(long availableBytes, long limitBytes, String owner) {
  private static final int MAX_LEVELS = 64;

  /** Of the process that asks; empty where the system doesn't say. */
  public static Optional<MachineMemory> now() {
    return read(Path.of("/proc"), Path.of("/sys/fs/cgroup"));
  }

  static Optional<MachineMemory> read(Path proc, Path groups) {
    long available = kilobytes(proc.resolve("meminfo"), "MemAvailable:");
    long total = kilobytes(proc.resolve("meminfo"), "MemTotal:");
    if (available < 0 || total < 0) {
      return Optional.empty();
    }
    long own = Math.max(0, kilobytes(proc.resolve("self/status"), "RssAnon:"));
    MachineMemory least = new MachineMemory(available + own, total, "the machine");
    for (String line : lines(proc.resolve("self/cgroup"))) {
      String[] parts = line.split(":", 3);
      if (parts.length < 3) {
        continue;
      }
      if (parts[0].equals("0")) {
        least = least.within(ControlGroup.Version.TWO, groups, parts[2], own);
      } else if (("," + parts[1] + ",").contains(",memory,")) {
        least = least.within(ControlGroup.Version.ONE, groups.resolve("memory"), parts[2], own);
      }
    }
    return Optional.of(least);
  }

  /** The least of this and of all groups from the named one up to the root. */
  private MachineMemory within(ControlGroup.Version version, Path root, String name, long own) {
    MachineMemory least = this;
    Path inside = root.resolve(name.replaceFirst("^/+", "")).normalize();
    // In a container its own group is mounted as the root, under a name that isn't there.
    Path group = inside.startsWith(root) && Files.isDirectory(inside) ? inside : root;
    for (int level = 0; level < MAX_LEVELS && group.startsWith(root); level++) {
      ControlGroup found = ControlGroup.read(version, group);
      if (found.limitBytes() < least.limitBytes
          && found.availableBytes() + own < least.availableBytes) {
        least =
            new MachineMemory(
                found.availableBytes() + own,
                found.limitBytes(),
                group.equals(root) ? "the container" : "the group /" + root.relativize(group));
      }
      group = group.getParent();
    }
    return least;
  }

  /** The number behind the name, as bytes; -1 when there is none. */
  private static long kilobytes(Path file, String name) {
    for (String line : lines(file)) {
      if (line.startsWith(name)) {
        String digits = line.replaceAll("\\D", "");
        return digits.isEmpty() || digits.length() > 15 ? -1 : Long.parseLong(digits) * 1024;
      }
    }
    return -1;
  }

  static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      return List.of();
    }
  }
}
