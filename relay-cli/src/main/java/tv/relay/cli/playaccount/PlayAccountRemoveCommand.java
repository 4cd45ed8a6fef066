package tv.relay.cli.playaccount;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tv.relay.cli.api.ServerAccess;
import tv.relay.cli.command.ExitCode;
import tv.relay.cli.value.AccountName;

/** {@code relay play-account remove}. */
@Command(
    name = "remove",
    description = "Remove a play account and end its streams.",
    footerHeading = "%nExample:%n",
    footer = "  relay play-account remove anna")
final class PlayAccountRemoveCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Mixin private ServerAccess access;

  @Parameters(
      index = "0",
      paramLabel = "USER",
      converter = AccountName.class,
      description = "Name of the user.")
  private String user;

  @Override
  public Integer call() {
    access.api().delete(PlayAccountPath.of(user));
    command.commandLine().getOut().println("Play account " + user + " is removed.");
    return ExitCode.DONE;
  }
}
