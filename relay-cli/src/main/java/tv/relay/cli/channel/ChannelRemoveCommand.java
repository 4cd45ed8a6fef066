package tv.relay.cli.channel;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tv.relay.cli.api.ServerAccess;
import tv.relay.cli.command.ExitCode;
import tv.relay.cli.value.ChannelId;

/** {@code relay channel remove}. */
@Command(
    name = "remove",
    description = "Remove a channel. Whoever watches it is disconnected.",
    footerHeading = "%nExample:%n",
    footer = "  relay channel remove news")
final class ChannelRemoveCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Mixin private ServerAccess access;

  @Parameters(
      index = "0",
      paramLabel = "ID",
      converter = ChannelId.class,
      description = "Id of the channel.")
  private String id;

  @Override
  public Integer call() {
    access.api().delete(ChannelPath.of(id));
    command.commandLine().getOut().println("Channel " + id + " is removed.");
    return ExitCode.DONE;
  }
}
