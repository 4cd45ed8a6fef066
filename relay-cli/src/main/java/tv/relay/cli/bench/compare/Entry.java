package tv.relay.cli.bench.compare;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * One relay under one load.
 *
 * @param runs what {@code relay bench --json} said, round by round
 * @param sources what the source's {@code /stats} said after each
 */
record Entry(String who, List<JsonNode> runs, List<JsonNode> sources) {

  /** A figure by its JSON pointer, of the runs that have it. */
  Series series(String pointer) {
    return seriesOf(runs, pointer);
  }

  /** A figure of the source. */
  Series source(String pointer) {
    return seriesOf(sources, pointer);
  }

  private static Series seriesOf(List<JsonNode> documents, String pointer) {
    List<Double> values = new ArrayList<>();
    for (JsonNode document : documents) {
      JsonNode value = document.at(pointer);
      if (value.isNumber()) {
        values.add(value.doubleValue());
      }
    }
    return Series.of(values);
  }

  /** A count of all runs together. */
  long sum(String pointer) {
    return runs.stream().mapToLong(run -> run.at(pointer).asLong()).sum();
  }

  long good() {
    return runs.stream().filter(run -> run.path("good").asBoolean()).count();
  }

  /** What was bad, said once. */
  List<String> faults() {
    List<String> faults = new ArrayList<>();
    for (JsonNode run : runs) {
      run.path("faults").forEach(fault -> faults.add(fault.asText()));
    }
    return faults.stream().limit(3).toList();
  }
}
