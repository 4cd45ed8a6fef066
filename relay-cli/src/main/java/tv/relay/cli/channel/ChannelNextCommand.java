package tv.relay.cli.channel;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tv.relay.cli.api.ServerAccess;
import tv.relay.cli.command.ExitCode;
import tv.relay.cli.terminal.PlainText;
import tv.relay.cli.value.ChannelId;

/** {@code relay channel next}. */
@Command(
    name = "next",
    description = {
      "Go over to the channel's next source, for whoever watches and whoever comes.",
      "Sources that cool down are passed over if there is another. The choice holds until that"
          + " source fails."
    },
    footerHeading = "%nExample:%n",
    footer = "  relay channel next news")
final class ChannelNextCommand implements Callable<Integer> {
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
    JsonNode answer = access.api().post(ChannelPath.of(id) + "/next");
    command
        .commandLine()
        .getOut()
        .println(
            "Channel " + id + " uses " + PlainText.of(answer.path("source").asText()) + " now.");
    return ExitCode.DONE;
  }
}
