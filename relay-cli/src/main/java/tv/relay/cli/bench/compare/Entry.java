package tv.relay.cli.bench.compare;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * One relay under one load.
 *
 * @param runs what {@code relay bench --json} said, round by round
 * @param sources what the source's {@code /stats} said after each
 * @param failures why other rounds came to nothing
 */
record Entry(String who, List<JsonNode> runs, List<JsonNode> sources, List<String> failures) {

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

  /** Bytes that a client has added: the first round's, since later ones find memory there. */
  Series growth() {
    return seriesOf(runs.subList(0, Math.min(1, runs.size())), "/relay/bytesPerClient");
  }

  /** How often something bad was seen by clients that check. */
  Damage damage(String what) {
    return new Damage(
        sum("/fast/packets/" + what),
        sum("/slow/packetsWithDrain/" + what) + sum("/stalled/packetsWithDrain/" + what),
        sum("/slow/clients") + sum("/stalled/clients") > 0);
  }

  /**
   * Of fast clients, and of slow and stalled ones.
   *
   * @param mixed whether there were any of these
   */
  record Damage(long fast, long others, boolean mixed) {
    long total() {
      return fast + others;
    }

    @Override
    public String toString() {
      return mixed ? fast + " + " + others : Long.toString(fast);
    }
  }

  /** Rounds that were tried. */
  int rounds() {
    return runs.size() + failures.size();
  }

  long good() {
    return runs.stream().filter(run -> run.path("good").asBoolean()).count();
  }

  /** What was bad, said once. */
  List<String> faults() {
    List<String> faults = new ArrayList<>(failures);
    for (JsonNode run : runs) {
      run.path("faults").forEach(fault -> faults.add(fault.asText()));
    }
    return faults.stream().limit(3).toList();
  }
}
