package tv.relay.cli.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import tv.relay.cli.terminal.Amounts;
import tv.relay.cli.terminal.Table;
import tv.relay.cli.terminal.Table.Column;
import tv.relay.cli.terminal.Table.Kind;

/** Sources of channels as lines of a table: of those channels that have several. */
final class SourceTable {
  private final Table table =
      new Table(
          new Column("SOURCE OF", Kind.NAME),
          new Column("URL", Kind.FREE),
          new Column("STATE", Kind.NAME),
          new Column("SINCE", Kind.AMOUNT).whenRoom(),
          new Column("COOLS FOR", Kind.AMOUNT),
          new Column("TRIES", Kind.AMOUNT),
          new Column("LAST ERROR", Kind.FREE));
  private boolean empty = true;

  void add(JsonNode channel) {
    if (channel.path("sources").size() < 2) {
      return;
    }
    for (JsonNode source : channel.path("sources")) {
      JsonNode cooling = source.path("coolingSeconds");
      table.add(
          channel.path("id").asText(),
          source.path("url").asText(),
          source.path("state").asText(),
          Amounts.seconds(source.path("stateSeconds").asLong()),
          cooling.isNumber() ? Amounts.seconds(cooling.asLong()) : "-",
          source.path("tries").asText("-"),
          source.path("lastError").asText(""));
      empty = false;
    }
  }

  boolean isEmpty() {
    return empty;
  }

  List<String> lines(int terminalColumns) {
    return table.lines(terminalColumns);
  }
}
