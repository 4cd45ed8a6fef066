package tv.relay.cli.channel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tv.relay.cli.api.RelayApi;
import tv.relay.cli.api.ServerAccess;
import tv.relay.cli.command.CommandFailure;
import tv.relay.cli.command.ExitCode;
import tv.relay.cli.terminal.JsonOutput;
import tv.relay.cli.value.ChannelId;

/** {@code relay channel add}. */
@Command(
    name = "add",
    description = {
      "Add a channel.",
      "Give several URLs when there are several sources of the same programme: the relay uses the"
          + " first that works. Nothing is connected until somebody watches, unless it is to be"
          + " always on."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  relay channel add news http://provider.example/news.ts",
      "  relay channel add news http://a.example/1.ts http://b.example/1.ts \\",
      "      --title 'News 24' --group News --number 7",
      "  relay channel add bad http://cutter.example/1.ts --reserve 10s --always-on",
      "  relay channel add film https://c.example/f.ts --header 'Referer: https://c/'"
    })
final class ChannelAddCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Mixin private ServerAccess access;

  @Parameters(
      index = "0",
      paramLabel = "ID",
      converter = ChannelId.class,
      description = "Id of the new channel: letters, digits, dots, underscores and hyphens.")
  private String id;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "URL",
      description = "Where the stream comes from, http or https.")
  private List<String> urls;

  @Mixin private ChannelFields fields;

  @Option(
      names = "--replace",
      fallbackValue = "true",
      description = "If the channel exists, put this in its place rather than refuse.")
  private boolean replace;

  @Option(
      names = "--json",
      fallbackValue = "true",
      description = "Print the channel as the server has it now, as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    ObjectNode definition = JsonNodeFactory.instance.objectNode();
    ArrayNode array = definition.putArray("urls");
    urls.forEach(array::add);
    fields.define(definition);
    RelayApi api = access.api();
    String path = ChannelPath.of(id);
    JsonNode stored =
        replace
            ? api.put(path, definition)
            : api.create(path, definition).orElseThrow(this::existsAlready);
    PrintWriter out = command.commandLine().getOut();
    out.println(
        json
            ? JsonOutput.pretty(stored)
            : "Channel " + id + " is registered. Watch it at " + api.url() + "/live/" + id + ".ts");
    return ExitCode.DONE;
  }

  private CommandFailure existsAlready() {
    return new CommandFailure(
        ExitCode.REFUSED,
        "channel "
            + id
            + " exists already; 'relay channel set' changes it, and --replace puts this in its"
            + " place");
  }
}
