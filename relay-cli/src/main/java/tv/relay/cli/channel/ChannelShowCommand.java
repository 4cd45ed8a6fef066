package tv.relay.cli.channel;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tv.relay.cli.api.ServerAccess;
import tv.relay.cli.command.ExitCode;
import tv.relay.cli.terminal.JsonOutput;
import tv.relay.cli.terminal.PlainText;
import tv.relay.cli.value.ChannelId;

/** {@code relay channel show}. */
@Command(
    name = "show",
    description = {
      "Show one channel.",
      "Credentials in URLs and values of headers are left out unless asked for."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  relay channel show news",
      "  relay channel show news --secrets --json > news.json"
    })
final class ChannelShowCommand implements Callable<Integer> {
  private static final Map<String, String> LABELS = labels();

  @Spec private CommandSpec command;

  @Mixin private ServerAccess access;

  @Parameters(
      index = "0",
      paramLabel = "ID",
      converter = ChannelId.class,
      description = "Id of the channel.")
  private String id;

  @Option(
      names = "--secrets",
      fallbackValue = "true",
      description = "Show whole URLs and the values of headers.")
  private boolean secrets;

  @Option(names = "--json", fallbackValue = "true", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() {
    JsonNode channel =
        access.api().get(ChannelPath.of(id) + (secrets ? "?secrets=true" : ""), "urls");
    PrintWriter out = command.commandLine().getOut();
    if (json) {
      out.println(JsonOutput.pretty(channel));
      return ExitCode.DONE;
    }
    LABELS.forEach((field, label) -> print(out, label, channel.path(field).asText("")));
    if (channel.path("alwaysOn").asBoolean()) {
      print(out, "Always on", "yes");
    }
    if (channel.path("reserveSeconds").isNumber()) {
      print(out, "Reserve", channel.path("reserveSeconds").asInt() + " s");
    }
    print(out, "List", list(channel.path("origin")));
    channel.path("urls").forEach(url -> print(out, "Source", url.asText()));
    channel
        .path("headers")
        .properties()
        .forEach(
            header -> print(out, "Header", header.getKey() + ": " + header.getValue().asText()));
    return ExitCode.DONE;
  }

  /** The list that the channel came from, and what was changed by hand since. */
  private static String list(JsonNode origin) {
    StringJoiner kept = new StringJoiner(", ", ", but for ", "").setEmptyValue("");
    origin.path("kept").forEach(field -> kept.add(field.asText()));
    return origin.path("list").asText("") + kept;
  }

  private static void print(PrintWriter out, String label, String value) {
    if (!value.isEmpty()) {
      out.printf("%-12s%s%n", label, PlainText.of(value));
    }
  }

  private static Map<String, String> labels() {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("id", "Channel");
    labels.put("number", "Number");
    labels.put("title", "Title");
    labels.put("group", "Group");
    labels.put("logo", "Logo");
    labels.put("tvgId", "Guide id");
    labels.put("userAgent", "User agent");
    labels.put("account", "Account");
    return labels;
  }
}
