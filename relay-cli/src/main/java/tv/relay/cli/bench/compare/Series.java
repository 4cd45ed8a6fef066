package tv.relay.cli.bench.compare;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/** The same figure of several runs: its median, and how far they are apart. None may be NaN. */
record Series(double median, double least, double most, int runs) {
  static final Series NONE = new Series(Double.NaN, Double.NaN, Double.NaN, 0);

  static Series of(Collection<Double> values) {
    if (values.isEmpty()) {
      return NONE;
    }
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Series(median, sorted[0], Arrays.stream(sorted).max().orElseThrow(), sorted.length);
  }

  boolean isKnown() {
    return runs > 0;
  }

  /** As {@code 0.271 (0.265–0.280)}; the median alone where it is one run's. */
  String withSpread(int decimals) {
    if (!isKnown()) {
      return "–";
    }
    String spread =
        runs == 1 ? "" : " (" + number(least, decimals) + "–" + number(most, decimals) + ")";
    return number(median, decimals) + spread;
  }

  /** The median alone. */
  String plain(int decimals) {
    return isKnown() ? number(median, decimals) : "–";
  }

  private static String number(double value, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
