package tv.relay.memory;

import java.nio.file.Path;

/**
 * What a control group of Linux may use and what of that is left.
 *
 * @param limitBytes {@link Long#MAX_VALUE} where there is none
 * @param availableBytes what is left, caches that can be thrown away included
 */
record ControlGroup(long limitBytes, long availableBytes) {
  /** Both are in use, under the same root. */
  enum Version {
    ONE(
        "memory.limit_in_bytes",
        "memory.usage_in_bytes",
        "total_inactive_file ",
        "total_active_file "),
    TWO("memory.max", "memory.current", "inactive_file ", "active_file ");

    private final String limit;
    private final String usage;
    private final String inactive;
    private final String active;

    Version(String limit, String usage, String inactive, String active) {
      this.limit = limit;
      this.usage = usage;
      this.inactive = inactive;
      this.active = active;
    }
  }

  static ControlGroup read(Version version, Path folder) {
    long limit = number(folder.resolve(version.limit), "", Long.MAX_VALUE);
    long used = number(folder.resolve(version.usage), "", 0);
    Path details = folder.resolve("memory.stat");
    used -= number(details, version.inactive, 0) + number(details, version.active, 0);
    return new ControlGroup(limit, Math.max(0, limit - Math.max(0, used)));
  }

  /** Of the first line that begins so; {@code max} and whatever is no number is {@code none}. */
  private static long number(Path file, String prefix, long none) {
    for (String line : MachineMemory.lines(file)) {
      if (line.startsWith(prefix)) {
        String digits = line.substring(prefix.length()).strip();
        return digits.matches("\\d{1,18}") ? Long.parseLong(digits) : none;
      }
    }
    return none;
  }
}
