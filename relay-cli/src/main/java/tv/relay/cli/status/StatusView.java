package tv.relay.cli.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import tv.relay.cli.terminal.Amounts;
import tv.relay.cli.terminal.PlainText;

/** A snapshot of a whole relay or of one channel, as lines for a terminal. */
final class StatusView {
  private StatusView() {}

  static List<String> ofServer(JsonNode status, int terminalColumns) {
    JsonNode channels = status.path("channels");
    List<String> lines = new ArrayList<>();
    lines.add(
        "relay "
            + PlainText.of(status.path("version").asText("?"))
            + ", up "
            + Amounts.seconds(status.path("uptimeSeconds").asLong())
            + ", "
            + Verdict.counted(channels.size(), "channel")
            + ", "
            + Verdict.counted(status.path("clients").asLong(), "client")
            + drain(status));
    if (channels.isEmpty()) {
      lines.add("No channels yet. Add one: relay channel add ID URL");
    } else {
      if (!status.path("accounts").isEmpty()) {
        AccountTable accounts = new AccountTable();
        status.path("accounts").forEach(accounts::add);
        lines.add("");
        lines.addAll(accounts.lines(terminalColumns));
      }
      addTables(lines, channels, false, terminalColumns);
    }
    return lines;
  }

  private static String drain(JsonNode status) {
    if (!status.path("state").asText().equals("draining")) {
      return "";
    }
    return ", DRAINING: no new clients, ends in "
        + Amounts.seconds(status.path("drainSecondsLeft").asLong());
  }

  static List<String> ofChannel(JsonNode channel, int terminalColumns) {
    List<String> lines = new ArrayList<>();
    addTables(lines, List.of(channel), true, terminalColumns);
    return lines;
  }

  private static void addTables(
      List<String> lines, Iterable<JsonNode> channels, boolean allSources, int terminalColumns) {
    ChannelTable channelTable = new ChannelTable();
    StreamTable streamTable = new StreamTable();
    ClientTable clientTable = new ClientTable();
    SourceTable sourceTable = new SourceTable();
    ReserveTable reserveTable = new ReserveTable();
    boolean watched = false;
    for (JsonNode channel : channels) {
      channelTable.add(channel);
      streamTable.add(channel);
      if (allSources || SourceTable.isWorthShowing(channel)) {
        sourceTable.add(channel);
      }
      reserveTable.add(channel);
      for (JsonNode client : channel.path("clients")) {
        clientTable.add(channel.path("id").asText(), client);
        watched = true;
      }
    }
    lines.add("");
    lines.addAll(channelTable.lines(terminalColumns));
    if (!streamTable.isEmpty()) {
      lines.add("");
      lines.addAll(streamTable.lines(terminalColumns));
    }
    if (!reserveTable.isEmpty()) {
      lines.add("");
      lines.addAll(reserveTable.lines(terminalColumns));
    }
    if (!sourceTable.isEmpty()) {
      lines.add("");
      lines.addAll(sourceTable.lines(terminalColumns));
    }
    lines.add("");
    if (watched) {
      lines.addAll(clientTable.table().lines(terminalColumns));
    } else {
      lines.add("Nobody is watching.");
    }
  }
}
