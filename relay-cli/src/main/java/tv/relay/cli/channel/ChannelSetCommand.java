package tv.relay.cli.channel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tv.relay.cli.api.ServerAccess;
import tv.relay.cli.command.ExitCode;
import tv.relay.cli.terminal.JsonOutput;
import tv.relay.cli.value.ChannelId;

/** {@code relay channel set}. */
@Command(
    name = "set",
    description = {
      "Change a channel.",
      "What isn't named stays as it is. An empty value removes: --title '', --header 'Referer:'."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  relay channel set news --title 'News 24' --number 7",
      "  relay channel set news --url http://a.example/1.ts --url http://b.example/1.ts",
      "  relay channel set news --logo ''",
      "  relay channel set news --reserve 10s --always-on=false"
    })
final class ChannelSetCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Mixin private ServerAccess access;

  @Parameters(
      index = "0",
      paramLabel = "ID",
      converter = ChannelId.class,
      description = "Id of the channel.")
  private String id;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "Where the stream comes from. May be repeated; together they replace the channel's"
              + " sources. In the environment, one a line.")
  private List<String> urls;

  @Mixin private ChannelFields fields;

  @Option(
      names = "--json",
      fallbackValue = "true",
      description = "Print the channel as the server has it now, as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    if (urls != null) {
      ArrayNode array = patch.putArray("urls");
      urls.stream().flatMap(String::lines).forEach(array::add);
    }
    fields.change(patch);
    if (patch.isEmpty()) {
      throw new ParameterException(
          command.commandLine(), "Nothing to change: name at least one of --url, --title, …");
    }
    JsonNode stored = access.api().patch(ChannelPath.of(id), patch);
    command
        .commandLine()
        .getOut()
        .println(json ? JsonOutput.pretty(stored) : "Channel " + id + " is changed.");
    return ExitCode.DONE;
  }
}
