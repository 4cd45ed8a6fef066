package tv.relay.cli.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import tv.relay.cli.terminal.Amounts;
import tv.relay.cli.terminal.Table;
import tv.relay.cli.terminal.Table.Column;
import tv.relay.cli.terminal.Table.Kind;

/** Channels that hold something back from their clients, as lines of a table. */
final class ReserveTable {
  private final Table table =
      new Table(
          new Column("RESERVE OF", Kind.NAME),
          new Column("HELD", Kind.AMOUNT),
          new Column("WANTED", Kind.AMOUNT),
          new Column("", Kind.FREE));
  private boolean empty = true;

  void add(JsonNode channel) {
    JsonNode reserve = channel.path("ring").path("reserve");
    if (!reserve.path("wantedMillis").isNumber()) {
      return;
    }
    table.add(
        channel.path("id").asText(),
        Amounts.millis(reserve.path("heldMillis").asLong()),
        Amounts.millis(reserve.path("wantedMillis").asLong()),
        remark(reserve));
    empty = false;
  }

  private static String remark(JsonNode reserve) {
    if (reserve.path("ringTooSmall").asBoolean()) {
      return "the ring holds no more: larger when next connected, or by --ring-size";
    }
    return reserve.path("filling").asBoolean() ? "fills, clients wait" : "";
  }

  boolean isEmpty() {
    return empty;
  }

  List<String> lines(int terminalColumns) {
    return table.lines(terminalColumns);
  }
}
