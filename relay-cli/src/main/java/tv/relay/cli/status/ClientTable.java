package tv.relay.cli.status;

import com.fasterxml.jackson.databind.JsonNode;
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
          new Column("ADDRESS", Kind.NAME).whenRoom(),
          new Column("PLAYER", Kind.FREE).whenRoom(),
          new Column("SINCE", Kind.AMOUNT).whenRoom(),
          new Column("SENT", Kind.AMOUNT).whenRoom(),
          new Column("LAG", Kind.AMOUNT),
          new Column("", Kind.AMOUNT).whenRoom(),
          new Column("MAX LAG", Kind.AMOUNT).whenRoom(),
          new Column("DROPPED", Kind.AMOUNT).whenRoom(),
          new Column("LONGEST SKIP", Kind.AMOUNT).whenRoom(),
          new Column("LAST SKIP", Kind.AMOUNT).whenRoom(),
          new Column("FAULT", Kind.NAME));

  /** Adds a client as {@code /status} describes it. */
  public void add(String channel, JsonNode client) {
    Loss loss = Loss.of(client);
    JsonNode longest = client.path("longestSkipMillis");
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
        loss.chunks() == 0 ? "-" : Amounts.bytes(loss.bytes()) + " in " + loss.chunks(),
        loss.chunks() == 0 || !longest.isNumber() ? "-" : Amounts.millis(longest.asLong()),
        lastDrop.isNumber() ? Amounts.seconds(lastDrop.asLong()) + " ago" : "-",
        Verdict.of(client));
  }

  /** What was added by now. */
  public Table table() {
    return table;
  }
}
