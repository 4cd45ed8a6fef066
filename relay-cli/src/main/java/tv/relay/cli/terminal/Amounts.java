package tv.relay.cli.terminal;

import java.util.Locale;

/** Amounts with the unit that suits their size. */
public final class Amounts {
  private static final String[] PREFIXES = {"", "k", "M", "G", "T", "P", "E"};

  private Amounts() {}

  /** As {@code 512 B}, {@code 1.3 MB}; by thousands. */
  public static String bytes(long bytes) {
    return scaled(bytes, "B");
  }

  /** As {@code 8.1 Mbit/s}. */
  public static String bitsPerSecond(long bitsPerSecond) {
    return scaled(bitsPerSecond, "bit/s");
  }

  /** As {@code 340 ms}, {@code 12.3 s}, {@code 4 min 10 s}. */
  public static String millis(long millis) {
    if (millis < 1_000) {
      return millis + " ms";
    }
    return millis < 60_000
        ? String.format(Locale.ROOT, "%.1f s", millis / 1_000.0)
        : seconds(millis / 1_000);
  }

  /** As {@code 42 s}, {@code 4 min 10 s}, {@code 3 h 12 min}, {@code 5 d 2 h}. */
  public static String seconds(long seconds) {
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3_600) {
      return seconds / 60 + " min " + seconds % 60 + " s";
    }
    return seconds < 86_400
        ? seconds / 3_600 + " h " + seconds % 3_600 / 60 + " min"
        : seconds / 86_400 + " d " + seconds % 86_400 / 3_600 + " h";
  }

  private static String scaled(long amount, String unit) {
    double value = amount;
    int prefix = 0;
    // 999.95 would be printed as 1000.0.
    while (value >= (prefix == 0 ? 1_000 : 999.95) && prefix < PREFIXES.length - 1) {
      value /= 1_000;
      prefix++;
    }
    return prefix == 0
        ? amount + " " + unit
        : String.format(Locale.ROOT, "%.1f %s%s", value, PREFIXES[prefix], unit);
  }
}
