package tv.relay.cli.client;

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
import tv.relay.cli.status.ClientTable;
import tv.relay.cli.terminal.JsonOutput;
import tv.relay.cli.terminal.Screen;

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
  @Spec private CommandSpec command;

  @Mixin private ServerAccess access;

  @Option(
      names = "--json",
      fallbackValue = "true",
      description = "Print JSON: an object with the list \"clients\".")
  private boolean json;

  @Override
  public Integer call() {
    JsonNode answer = access.api().get(ClientPath.ALL, "clients");
    PrintWriter out = command.commandLine().getOut();
    if (json) {
      out.println(JsonOutput.pretty(answer));
    } else if (answer.path("clients").isEmpty()) {
      out.println("Nobody is watching.");
    } else {
      ClientTable table = new ClientTable();
      answer.path("clients").forEach(client -> table.add(client.path("channel").asText(), client));
      Screen screen = Screen.now(Environment.of(command).variable("COLUMNS"));
      table.lines(screen.columns()).forEach(out::println);
    }
    return ExitCode.DONE;
  }
}
