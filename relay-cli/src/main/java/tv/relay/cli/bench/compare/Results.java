package tv.relay.cli.bench.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A folder of results, as {@code scripts/bench} leaves it: {@code rows} (one {@code name|title} a
 * line), {@code versions}, {@code settings}, and {@code ROW.RELAY.ROUND.json} with {@code
 * ROW.RELAY.ROUND.source.json} beside it, or {@code ROW.RELAY.ROUND.failed} which says why there is
 * none.
 *
 * @param versions lines about what took part
 * @param settings lines of {@code name=value}
 */
record Results(List<Row> rows, List<String> versions, List<String> settings) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** In the order in which they are shown. */
  private static final List<String> RELAYS =
      List.of("relay", "floor", "ring", "pipe", "icecast", "nginx");

  private static final int MOST_ROUNDS = 99;

  static Results read(Path folder) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("rows"))) {
      int bar = line.indexOf('|');
      rows.add(row(folder, line.substring(0, bar), line.substring(bar + 1)));
    }
    return new Results(
        List.copyOf(rows),
        Files.readAllLines(folder.resolve("versions")),
        Files.readAllLines(folder.resolve("settings")));
  }

  private static Row row(Path folder, String name, String title) throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (String who : RELAYS) {
      List<JsonNode> runs = new ArrayList<>();
      List<JsonNode> sources = new ArrayList<>();
      List<String> failures = new ArrayList<>();
      for (int round = 1; round <= MOST_ROUNDS; round++) {
        String of = name + "." + who + "." + round;
        Path failed = folder.resolve(of + ".failed");
        if (Files.isRegularFile(failed)) {
          failures.add("round " + round + " failed: " + Files.readString(failed).strip());
        } else if (Files.isRegularFile(folder.resolve(of + ".json"))) {
          runs.add(JSON.readTree(folder.resolve(of + ".json").toFile()));
          sources.add(JSON.readTree(folder.resolve(of + ".source.json").toFile()));
        }
      }
      Entry entry = new Entry(who, List.copyOf(runs), List.copyOf(sources), List.copyOf(failures));
      if (entry.rounds() > 0) {
        entries.add(entry);
      }
    }
    return new Row(name, title, List.copyOf(entries));
  }

  Optional<Row> row(String name) {
    return rows.stream().filter(row -> row.name().equals(name)).findFirst();
  }
}
