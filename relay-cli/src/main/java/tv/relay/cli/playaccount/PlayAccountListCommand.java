package tv.relay.cli.playaccount;

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
import tv.relay.cli.terminal.JsonOutput;
import tv.relay.cli.terminal.Screen;
import tv.relay.cli.terminal.Table;
import tv.relay.cli.terminal.Table.Column;
import tv.relay.cli.terminal.Table.Kind;

/** {@code relay play-account list}. */
@Command(
    name = "list",
    description = "List the play accounts and how many streams each has now.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  relay play-account list",
      "  relay play-account list --json | jq '.playAccounts[].user'"
    })
final class PlayAccountListCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Mixin private ServerAccess access;

  @Option(
      names = "--json",
      fallbackValue = "true",
      description = "Print JSON: an object with the list \"playAccounts\".")
  private boolean json;

  @Override
  public Integer call() {
    JsonNode answer = access.api().get(PlayAccountPath.ALL, "playAccounts");
    PrintWriter out = command.commandLine().getOut();
    if (json) {
      out.println(JsonOutput.pretty(answer));
    } else if (answer.path("playAccounts").isEmpty()) {
      out.println("No play accounts yet. Add one: relay play-account add USER");
    } else {
      Screen screen = Screen.now(Environment.of(command).variable("COLUMNS"));
      table(answer.path("playAccounts")).lines(screen.columns()).forEach(out::println);
    }
    return ExitCode.DONE;
  }

  private static Table table(JsonNode accounts) {
    Table table =
        new Table(
            new Column("USER", Kind.NAME),
            new Column("STREAMS", Kind.AMOUNT),
            new Column("AT MOST", Kind.AMOUNT),
            new Column("SINCE", Kind.FREE));
    for (JsonNode account : accounts) {
      table.add(
          account.path("user").asText(),
          account.path("connections").asText(),
          account.path("maxConnections").asText(),
          account.path("created").asText(""));
    }
    return table;
  }
}
