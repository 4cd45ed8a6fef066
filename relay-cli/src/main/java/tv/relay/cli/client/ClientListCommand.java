package tv.relay.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tv.relay.cli.api.ServerAccess;
import tv.relay.cli.command.ExitCode;
import tv.relay.cli.command.ListOutput;
import tv.relay.cli.status.ClientTable;
import tv.relay.cli.terminal.Table;

/** {@code relay client list}. */
@Command(
    name = "list",
    description = {
      "List the clients that watch.",
      "LAG is how far a client is behind the live edge; DROPPED is what it will never get because"
          + " it was too slow, and FAULT says whose it is that it misses something: its link's, the"
          + " source's, or the relay's."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  relay client list",
      "  relay client list --json | jq '.clients[] | select(.droppedChunks > 0)'"
    })
final class ClientListCommand implements Callable<Integer> {
  @Mixin private ServerAccess access;

  @Mixin private ListOutput output;

  @Override
  public Integer call() {
    output.print(
        access.api().get(ClientPath.ALL, "clients"),
        "clients",
        "Nobody is watching.",
        ClientListCommand::table);
    return ExitCode.DONE;
  }

  private static Table table(JsonNode clients) {
    ClientTable table = new ClientTable();
    clients.forEach(client -> table.add(client.path("channel").asText(), client));
    return table.table();
  }
}
