package tv.relay.cli.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tv.relay.cli.terminal.Table;
import tv.relay.cli.terminal.Table.Column;
import tv.relay.cli.terminal.Table.Kind;

/** Providers' accounts as lines of a table. */
final class AccountTable {
  private final Table table =
      new Table(
          new Column("ACCOUNT", Kind.NAME),
          new Column("USED", Kind.AMOUNT),
          new Column("BY", Kind.FREE),
          new Column("WAITING", Kind.FREE));

  void add(JsonNode account) {
    table.add(
        account.path("name").asText(),
        account.path("used").asText() + " of " + account.path("maxConnections").asText(),
        holders(account),
        names(account.path("waiting")));
  }

  private static String holders(JsonNode account) {
    Set<String> lingering = new HashSet<>();
    account.path("lingering").forEach(channel -> lingering.add(channel.asText()));
    List<String> holders = new ArrayList<>();
    for (JsonNode channel : account.path("holders")) {
      String id = channel.asText();
      holders.add(lingering.contains(id) ? id + " (lingers)" : id);
    }
    int settling = account.path("settling").asInt();
    if (settling > 0) {
      holders.add(settling + " just closed");
    }
    return holders.isEmpty() ? "-" : String.join(", ", holders);
  }

  private static String names(JsonNode channels) {
    List<String> names = new ArrayList<>();
    channels.forEach(channel -> names.add(channel.asText()));
    return names.isEmpty() ? "-" : String.join(", ", names);
  }

  List<String> lines(int terminalColumns) {
    return table.lines(terminalColumns);
  }
}
