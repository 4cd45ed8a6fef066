package tv.relay.cli.client;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tv.relay.cli.api.ServerAccess;
import tv.relay.cli.command.ExitCode;

/** {@code relay client kick}. */
@Command(
    name = "kick",
    description = {
      "Disconnect a client.",
      "Nothing keeps it from coming back; players rarely do by themselves."
    },
    footerHeading = "%nExample:%n",
    footer = "  relay client kick 17")
final class ClientKickCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Mixin private ServerAccess access;

  @Parameters(
      index = "0",
      paramLabel = "ID",
      description = "Id of the client, from 'relay client list'.")
  private String id;

  @Override
  public Integer call() {
    // An empty id would address the list of all clients.
    if (id.isBlank()) {
      throw new ParameterException(command.commandLine(), "The client's ID is empty");
    }
    access.api().delete(ClientPath.of(id));
    command.commandLine().getOut().println("Client " + id + " is disconnected.");
    return ExitCode.DONE;
  }
}
