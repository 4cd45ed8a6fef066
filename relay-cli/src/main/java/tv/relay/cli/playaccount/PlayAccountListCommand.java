package tv.relay.cli.playaccount;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tv.relay.cli.api.ServerAccess;
import tv.relay.cli.command.ExitCode;
import tv.relay.cli.command.ListOutput;
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
  @Mixin private ServerAccess access;

  @Mixin private ListOutput output;

  @Override
  public Integer call() {
    output.print(
        access.api().get(PlayAccountPath.ALL, "playAccounts"),
        "playAccounts",
        "No play accounts yet. Add one: relay play-account add USER",
        PlayAccountListCommand::table);
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
