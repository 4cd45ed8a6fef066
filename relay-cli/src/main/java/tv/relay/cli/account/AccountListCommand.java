package tv.relay.cli.account;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tv.relay.cli.api.ServerAccess;
import tv.relay.cli.command.ExitCode;
import tv.relay.cli.command.ListOutput;
import tv.relay.cli.terminal.Amounts;
import tv.relay.cli.terminal.Table;
import tv.relay.cli.terminal.Table.Column;
import tv.relay.cli.terminal.Table.Kind;

/** {@code relay account list}. */
@Command(
    name = "list",
    description = {
      "List the registered accounts. URLs are shown without credentials.",
      "Who has their connections now, and who waits for one: 'relay status'."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  relay account list", "  relay account list --json | jq '.accounts[].name'"})
final class AccountListCommand implements Callable<Integer> {
  @Mixin private ServerAccess access;

  @Mixin private ListOutput output;

  @Override
  public Integer call() {
    output.print(
        access.api().get(AccountPath.ALL, "accounts"),
        "accounts",
        "No accounts yet. Add one: relay account add NAME --max-connections N",
        AccountListCommand::table);
    return ExitCode.DONE;
  }

  private static Table table(JsonNode accounts) {
    Table table =
        new Table(
            new Column("ACCOUNT", Kind.NAME),
            new Column("CONNECTIONS", Kind.AMOUNT),
            new Column("SETTLE", Kind.AMOUNT),
            new Column("SOURCES AS", Kind.FREE));
    for (JsonNode account : accounts) {
      JsonNode settle = account.path("settleMillis");
      table.add(
          account.path("name").asText(),
          account.path("maxConnections").asText(),
          settle.isNumber() ? Amounts.millis(settle.asLong()) : "-",
          account.path("source").asText(""));
    }
    return table;
  }
}
