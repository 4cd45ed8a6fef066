package tv.relay.cli.bench.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/**
 * What stuck clients cost the others, as a table in Markdown. A program of its own, run by {@code
 * scripts/isolation}; its arguments are the folder of results, how many pairs there are, and how
 * many were stuck.
 *
 * <p>A folder of results has {@code publish.hlog}, and for each pair {@code PAIR.none.json} and
 * {@code PAIR.stuck.json}, which are what {@code relay bench --json} said, with {@code .window}
 * beside each: the first and the last second that was measured.
 */
public final class Isolation {
  /** What a median of ratios may be. */
  private static final double BAR = 1.1;

  private static final double MICROSECOND = 1000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final StringBuilder text = new StringBuilder();

  private Isolation() {}

  /** Writes the table to standard output. */
  public static void main(String[] arguments) throws IOException {
    System.out.print(
        table(
            Path.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2])));
  }

  /** One measurement: publish times in nanoseconds, and what the load saw. */
  private record Run(Histogram publish, JsonNode load) {}

  private record Pair(Run none, Run stuck) {}

  static String table(Path folder, int pairs, int stuck) throws IOException {
    PublishLog log = PublishLog.read(folder.resolve("publish.hlog"));
    List<Pair> all = new ArrayList<>();
    for (int pair = 1; pair <= pairs; pair++) {
      all.add(new Pair(run(folder, log, pair + ".none"), run(folder, log, pair + ".stuck")));
    }
    Isolation isolation = new Isolation();
    isolation.write(all, String.format(Locale.ROOT, "%,d", stuck));
    return isolation.text.toString();
  }

  private static Run run(Path folder, PublishLog log, String name) throws IOException {
    String[] window = Files.readString(folder.resolve(name + ".window")).strip().split(" ", -1);
    return new Run(
        log.between(Long.parseLong(window[0]), Long.parseLong(window[1])),
        JSON.readTree(folder.resolve(name + ".json").toFile()));
  }

  private void write(List<Pair> pairs, String stuck) {
    line("## Isolation: beside " + stuck + " clients that take nothing, against none");
    line("");
    line("Medians of " + pairs.size() + " pairs, in brackets the least and the most; the ratio is");
    line("the median of the pairs' own.");
    line("");
    line("| | with none | beside " + stuck + " | ratio | bar |");
    line("|---|---|---|---|---|");
    publish("p50", pairs, 50, false);
    publish("p99", pairs, 99, false);
    publish("p99.9", pairs, 99.9, true);
    publish("longest", pairs, 100, false);
    latency("p50", pairs, "p50", false);
    latency("p99", pairs, "p99", true);
    latency("p99.9", pairs, "p999", false);
    line("");
    together(pairs, stuck);
    for (Pair pair : pairs) {
      faults("with none", pair.none);
      faults("beside " + stuck, pair.stuck);
    }
  }

  private void publish(String name, List<Pair> pairs, double percentile, boolean bar) {
    row(
        "publish " + name + ", µs",
        pairs,
        run -> run.publish.getValueAtPercentile(percentile) / MICROSECOND,
        bar);
  }

  private void latency(String name, List<Pair> pairs, String field, boolean bar) {
    row(
        "latency of fast clients " + name + ", ms",
        pairs,
        run -> run.load.path("latencyMillis").path(field).asDouble(),
        bar);
  }

  private void row(String name, List<Pair> pairs, ToDoubleFunction<Run> figure, boolean bar) {
    Series none = Series.of(pairs.stream().map(pair -> figure.applyAsDouble(pair.none)).toList());
    Series stuck = Series.of(pairs.stream().map(pair -> figure.applyAsDouble(pair.stuck)).toList());
    Series ratio =
        Series.of(
            pairs.stream()
                .map(pair -> figure.applyAsDouble(pair.stuck) / figure.applyAsDouble(pair.none))
                .toList());
    String verdict =
        bar ? String.format(Locale.ROOT, "≤ %.1f: %s", BAR, reached(ratio) ? "yes" : "NO") : "";
    line(
        String.join(
            " | ",
            "| " + name,
            none.withSpread(1),
            stuck.withSpread(1),
            ratio.withSpread(2),
            verdict + " |"));
  }

  private static boolean reached(Series ratio) {
    return ratio.median() <= BAR;
  }

  /** The tail of all pairs at once, where it has more to stand on. */
  private void together(List<Pair> pairs, String stuck) {
    Histogram none = new Histogram(3);
    Histogram beside = new Histogram(3);
    pairs.forEach(pair -> none.add(pair.none.publish));
    pairs.forEach(pair -> beside.add(pair.stuck.publish));
    line(
        String.format(
            Locale.ROOT,
            "All publications together, %,d with none and %,d beside %s: p99.9 %.1f and %.1f µs,"
                + " ratio %.2f.",
            none.getTotalCount(),
            beside.getTotalCount(),
            stuck,
            none.getValueAtPercentile(99.9) / MICROSECOND,
            beside.getValueAtPercentile(99.9) / MICROSECOND,
            (double) beside.getValueAtPercentile(99.9) / none.getValueAtPercentile(99.9)));
  }

  private void faults(String when, Run run) {
    for (JsonNode fault : run.load.path("faults")) {
      line("");
      line("Fault " + when + ": " + fault.asText());
    }
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
