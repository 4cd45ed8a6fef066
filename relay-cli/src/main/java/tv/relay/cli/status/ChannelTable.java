package tv.relay.cli.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import tv.relay.cli.terminal.Amounts;
import tv.relay.cli.terminal.Table;
import tv.relay.cli.terminal.Table.Column;
import tv.relay.cli.terminal.Table.Kind;

/** Channels as lines of a table. */
final class ChannelTable {
  private final Table table =
      new Table(
          new Column("CHANNEL", Kind.NAME),
          new Column("STATE", Kind.NAME),
          new Column("CLIENTS", Kind.AMOUNT),
          new Column("BITRATE", Kind.AMOUNT),
          new Column("RECEIVED", Kind.AMOUNT).whenRoom(),
          new Column("RING", Kind.AMOUNT),
          new Column("RETRIES", Kind.AMOUNT).whenRoom(),
          new Column("DROPPED", Kind.AMOUNT),
          new Column("TITLE", Kind.FREE).whenRoom(),
          new Column("LAST ERROR", Kind.FREE));

  void add(JsonNode channel) {
    JsonNode upstream = channel.path("upstream");
    boolean flowing = upstream.path("bitrateBps").asLong() > 0;
    table.add(
        channel.path("id").asText(),
        channel.path("state").asText()
            + (channel.path("alwaysOn").asBoolean() ? ", always on" : ""),
        Integer.toString(channel.path("clients").size()),
        flowing ? Amounts.bitsPerSecond(upstream.path("bitrateBps").asLong()) : "-",
        Amounts.bytes(upstream.path("receivedBytes").asLong()),
        ring(channel.path("ring")),
        upstream.path("reconnects").asText("0"),
        lost(channel),
        channel.path("title").asText(""),
        upstream.path("lastError").asText(""));
  }

  List<String> lines(int terminalColumns) {
    return table.lines(terminalColumns);
  }

  private static String ring(JsonNode ring) {
    return ring.path("heldMillis").isNumber()
        ? Amounts.millis(ring.path("heldMillis").asLong())
        : "-";
  }

  private static String lost(JsonNode channel) {
    long bytes = Loss.of(channel.path("losses")).bytes();
    return bytes == 0 ? "-" : Amounts.bytes(bytes);
  }
}
