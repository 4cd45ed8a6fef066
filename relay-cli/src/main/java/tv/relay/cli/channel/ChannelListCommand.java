package tv.relay.cli.channel;

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

/** {@code relay channel list}. */
@Command(
    name = "list",
    description = "List the channels. Source URLs are shown without credentials.",
    footerHeading = "%nExamples:%n",
    footer = {"  relay channel list", "  relay channel list --json | jq -r '.channels[].id'"})
final class ChannelListCommand implements Callable<Integer> {
  @Mixin private ServerAccess access;

  @Mixin private ListOutput output;

  @Override
  public Integer call() {
    output.print(
        access.api().get(ChannelPath.ALL, "channels"),
        "channels",
        "No channels yet. Add one: relay channel add ID URL",
        ChannelListCommand::table);
    return ExitCode.DONE;
  }

  private static Table table(JsonNode channels) {
    Table table =
        new Table(
            new Column("CHANNEL", Kind.NAME),
            new Column("NUMBER", Kind.AMOUNT),
            new Column("TITLE", Kind.FREE),
            new Column("GROUP", Kind.FREE),
            new Column("SOURCES", Kind.FREE));
    for (JsonNode channel : channels) {
      table.add(
          channel.path("id").asText(),
          channel.path("number").asText(""),
          channel.path("title").asText(""),
          channel.path("group").asText(""),
          sources(channel.path("urls")));
    }
    return table;
  }

  private static String sources(JsonNode urls) {
    String first = urls.path(0).asText();
    return urls.size() > 1 ? first + " and " + (urls.size() - 1) + " more" : first;
  }
}
