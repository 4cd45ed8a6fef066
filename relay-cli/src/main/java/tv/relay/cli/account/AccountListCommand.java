package tv.relay.cli.account;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tv.relay.cli.api.ServerAccess;
import tv.relay.cli.command.Environment;
import tv.relay.cli.command.ExitCode;
import tv.relay.cli.terminal.Amounts;
import tv.relay.cli.terminal.JsonOutput;
import tv.relay.cli.terminal.Screen;
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
  @Spec private CommandSpec command;

  @Mixin private ServerAccess access;

  @Option(
      names = "--json",
      fallbackValue = "true",
      description = "Print JSON: an object with the list \"accounts\".")
  private boolean json;

  @Override
  public Integer call() {
    JsonNode answer = access.api().get(AccountPath.ALL, "accounts");
    PrintWriter out = command.commandLine().getOut();
    if (json) {
      out.println(JsonOutput.pretty(answer));
    } else if (answer.path("accounts").isEmpty()) {
      out.println("No accounts yet. Add one: relay account add NAME --max-connections N");
    } else {
      Screen screen = Screen.now(Environment.of(command).variable("COLUMNS"));
      table(answer.path("accounts")).lines(screen.columns()).forEach(out::println);
    }
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
