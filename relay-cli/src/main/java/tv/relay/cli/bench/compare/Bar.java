package tv.relay.cli.bench.compare;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleBiFunction;

/**
 * What the relay is to reach under a load.
 *
 * @param row the load's name
 * @param most what the figure may come to
 */
record Bar(String row, String what, double most, ToDoubleBiFunction<Row, Entry> figure) {
  private static final double KIB = 1024;

  static final List<Bar> ALL =
      List.of(
          cpu("cpu-200", 1.15),
          cpu("cpu-1000", 1.03),
          cpu("cpu-2000", 1.03),
          cpu("mix", 1.2),
          new Bar("mix", "packets corrupt or misaligned", 0, (row, entry) -> damaged(entry)),
          cpu("channels", 1.25),
          join("p50", 5),
          join("p99", 50),
          new Bar("memory", "KiB a client", 8, (row, entry) -> entry.growth().median() / KIB));

  private static Bar cpu(String row, double most) {
    return new Bar(row, "CPU, × floor", most, Row::timesTheFloor);
  }

  private static Bar join(String quantile, double most) {
    return new Bar(
        "join",
        "join " + quantile + ", ms",
        most,
        (row, entry) -> entry.series("/firstAccessPointMillis/" + quantile).median());
  }

  private static double damaged(Entry entry) {
    return entry.damage("corrupt").total() + entry.damage("misaligned").total();
  }

  /** As a line of a table; empty where the relay was not measured. */
  String line(Row of) {
    double reached =
        of.entry(Row.RELAY).map(entry -> figure.applyAsDouble(of, entry)).orElse(Double.NaN);
    return Double.isNaN(reached)
        ? ""
        : String.format(
            Locale.ROOT,
            "| %s | %s | %s | %.2f | %s |",
            of.title(),
            what,
            "≤ "
                + new DecimalFormat("0.##", DecimalFormatSymbols.getInstance(Locale.ROOT))
                    .format(most),
            reached,
            reached <= most ? "yes" : "no");
  }
}
