package tv.relay.cli.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import tv.relay.cli.terminal.Amounts;
import tv.relay.cli.terminal.Table;
import tv.relay.cli.terminal.Table.Column;
import tv.relay.cli.terminal.Table.Kind;

/** Sources of channels as lines of a table, each with the account that it belongs to. */
final class SourceTable {
  private final Table table =
      new Table(
          new Column("SOURCE OF", Kind.NAME),
          new Column("URL", Kind.FREE),
          new Column("ACCOUNT", Kind.FREE),
          new Column("STATE", Kind.NAME),
          new Column("SINCE", Kind.AMOUNT).whenRoom(),
          new Column("COOLS FOR", Kind.AMOUNT),
          new Column("TRIES", Kind.AMOUNT),
          new Column("SEAMS", Kind.FREE).whenRoom(),
          new Column("LAST ERROR", Kind.FREE));
  private boolean empty = true;

  void add(JsonNode channel) {
    for (JsonNode source : channel.path("sources")) {
      JsonNode cooling = source.path("coolingSeconds");
      table.add(
          channel.path("id").asText(),
          source.path("url").asText(),
          source.path("account").asText("-"),
          source.path("state").asText(),
          Amounts.seconds(source.path("stateSeconds").asLong()),
          cooling.isNumber() ? Amounts.seconds(cooling.asLong()) : "-",
          source.path("tries").asText("-"),
          seams(source.path("seams")),
          source.path("lastError").asText(""));
      empty = false;
    }
  }

  /** Among many channels: whether it has several sources, or had trouble with its only one. */
  static boolean isWorthShowing(JsonNode channel) {
    JsonNode sources = channel.path("sources");
    return sources.size() > 1 || hadTrouble(sources.path(0));
  }

  private static boolean hadTrouble(JsonNode source) {
    return source.path("lastError").isTextual() || !seams(source.path("seams")).equals("-");
  }

  /** What was repeated and left out, and what is missing, where its connections followed others. */
  private static String seams(JsonNode seams) {
    List<String> parts = new ArrayList<>();
    if (seams.path("trimmedBytes").asLong() > 0) {
      parts.add(Amounts.millis(seams.path("trimmedMillis").asLong()) + " repeated");
    }
    Verdict.add(parts, seams.path("gaps").asLong(), "gap");
    if (seams.path("gaps").asLong() > 0) {
      parts.add(Amounts.millis(seams.path("gapMillis").asLong()) + " in all");
    }
    return parts.isEmpty() ? "-" : String.join(", ", parts);
  }

  boolean isEmpty() {
    return empty;
  }

  List<String> lines(int terminalColumns) {
    return table.lines(terminalColumns);
  }
}
