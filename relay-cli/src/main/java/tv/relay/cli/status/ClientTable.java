package tv.relay.cli.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import tv.relay.cli.terminal.Amounts;
import tv.relay.cli.terminal.Table;
import tv.relay.cli.terminal.Table.Column;
import tv.relay.cli.terminal.Table.Kind;

/** Clients as lines of a table. */
public final class ClientTable {
  private final Table table =
      new Table(
          new Column("CLIENT", Kind.NAME),
          new Column("CHANNEL", Kind.NAME),
          new Column("ADDRESS", Kind.NAME),
          new Column("PLAYER", Kind.FREE),
          new Column("SINCE", Kind.AMOUNT).whenRoom(),
          new Column("SENT", Kind.AMOUNT).whenRoom(),
          new Column("LAG", Kind.AMOUNT),
          new Column("", Kind.AMOUNT),
          new Column("MAX LAG", Kind.AMOUNT).whenRoom(),
          new Column("DROPPED", Kind.AMOUNT),
          new Column("SKIPS", Kind.AMOUNT).whenRoom(),
          new Column("LAST DROP", Kind.AMOUNT).whenRoom());

  /** Adds a client as {@code /status} describes it. */
  public void add(String channel, JsonNode client) {
    long droppedChunks = client.path("droppedChunks").asLong();
    JsonNode lastDrop = client.path("lastDropSecondsAgo");
    table.add(
        client.path("id").asText(),
        channel,
        client.path("address").asText(),
        client.path("userAgent").asText(""),
        Amounts.seconds(client.path("connectedSeconds").asLong()),
        Amounts.bytes(client.path("sentBytes").asLong()),
        Amounts.millis(client.path("lagMillis").asLong()),
        Amounts.bytes(client.path("lagBytes").asLong()),
        Amounts.millis(client.path("maxLagMillis").asLong()),
        droppedChunks == 0
            ? "-"
            : Amounts.bytes(client.path("droppedBytes").asLong()) + " in " + droppedChunks,
        client.path("skips").asText("-"),
        lastDrop.isNumber() ? Amounts.seconds(lastDrop.asLong()) + " ago" : "-");
  }

  /** The table as lines for a terminal of so many columns. */
  public List<String> lines(int terminalColumns) {
    return table.lines(terminalColumns);
  }
}
