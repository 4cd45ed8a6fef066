package tv.relay.cli.bench.compare;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The results as Markdown: a table for each load, and what was bad. */
final class MarkdownReport {
  private static final double MEGABYTE = 1e6;

  private final StringBuilder text = new StringBuilder();

  private MarkdownReport() {}

  static String of(Results results, String machine, LocalDate date) {
    MarkdownReport report = new MarkdownReport();
    report.head(results, machine, date);
    report.bars(results);
    results.rows().forEach(report::row);
    report.isolation(results);
    report.foot(results);
    return report.text.toString();
  }

  private void head(Results results, String machine, LocalDate date) {
    line("# How fast, how isolated");
    line("");
    line(date + ", " + machine + ". " + String.join(", ", results.settings()) + ".");
    line("Medians of all rounds, in brackets the least and the most. Relay, source and load share");
    line("the machine. CPU is that of the relay alone, kernel included; a gigabyte is 10^9 bytes.");
    line("");
    line("![CPU seconds per gigabyte](bench.svg)");
  }

  private void bars(Results results) {
    line("");
    line("| load | what | bar | measured | reached |");
    line("|---|---|---|---|---|");
    for (Bar bar : Bar.ALL) {
      results.row(bar.row()).map(bar::line).filter(line -> !line.isEmpty()).ifPresent(this::line);
    }
  }

  private void row(Row row) {
    line("");
    line("## " + row.name() + ": " + row.title());
    line("");
    line(
        "| | CPU s/GB | × floor | Gbit/s | least of the rate | starved | latency p50 / p99 ms"
            + " | join p50 / p99 ms | memory MB | gaps | corrupt | misaligned"
            + " | source blocked ms | good runs |");
    line("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
    for (Entry entry : row.entries()) {
      entry(row, entry);
    }
    for (Entry entry : row.entries()) {
      for (String fault : entry.faults()) {
        line("");
        line(entry.who() + ": " + fault);
      }
    }
  }

  private void entry(Row row, Entry entry) {
    line(
        "| "
            + String.join(
                " | ",
                entry.who(),
                entry.series(Row.CPU).withSpread(3),
                ratio(row.timesTheFloor(entry)),
                scaled(entry.series("/deliveredBps"), 1e9).plain(2),
                percent(entry.series("/shares/least")),
                Long.toString(entry.sum("/shares/starved")),
                pair(entry, "/latencyMillis"),
                pair(entry, "/firstAccessPointMillis"),
                scaled(entry.series("/relay/residentBytes"), MEGABYTE).plain(1),
                entry.damage("gaps").toString(),
                entry.damage("corrupt").toString(),
                entry.damage("misaligned").toString(),
                entry.source("/longestBlockedMillis").plain(0),
                entry.good() + " of " + entry.rounds())
            + " |");
  }

  private void isolation(Results results) {
    Optional<Row> alone = results.row("alone");
    Optional<Row> stuck = results.row("stuck");
    if (alone.isEmpty() || stuck.isEmpty()) {
      return;
    }
    line("");
    line("## Isolation: fast clients beside 1,000 stuck ones, against alone");
    line("");
    line("| | p99 alone ms | p99 beside them ms | ratio |");
    line("|---|---|---|---|");
    for (Entry entry : stuck.get().entries()) {
      Function<Row, Series> p99 =
          row ->
              row.entry(entry.who())
                  .map(each -> each.series("/latencyMillis/p99"))
                  .orElse(Series.NONE);
      Series before = p99.apply(alone.get());
      Series after = p99.apply(stuck.get());
      line(
          "| %s | %s | %s | %s |"
              .formatted(
                  entry.who(),
                  before.withSpread(1),
                  after.withSpread(1),
                  ratio(after.median() / before.median())));
    }
  }

  private void foot(Results results) {
    line("");
    line("## What took part");
    line("");
    List<String> versions = results.versions();
    versions.forEach(version -> line("- " + version));
    line("");
    line("Join is from connecting to the first random access packet. Gaps, corrupt and misaligned");
    line("are counts of all rounds, of the clients that check: fast ones, then slow and stalled.");
    line(
        "Source blocked is the longest that the buffers between the source and a relay were full.");
  }

  private static String pair(Entry entry, String pointer) {
    Series p50 = entry.series(pointer + "/p50");
    return p50.isKnown() ? p50.plain(1) + " / " + entry.series(pointer + "/p99").plain(1) : "–";
  }

  private static Series scaled(Series series, double unit) {
    return new Series(
        series.median() / unit, series.least() / unit, series.most() / unit, series.runs());
  }

  private static String percent(Series series) {
    return series.isKnown() ? scaled(series, 0.01).plain(1) + " %" : "–";
  }

  private static String ratio(double ratio) {
    return Double.isNaN(ratio) ? "–" : String.format(Locale.ROOT, "%.2f", ratio);
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
