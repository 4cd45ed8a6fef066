package tv.relay.cli.list;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tv.relay.cli.command.ExitCode;
import tv.relay.cli.value.ChannelId;

/** {@code relay list}, the commands about subscribed lists. */
@Command(
    name = "list",
    description = {
      "Subscribe to lists of channels (M3U), which the relay then fetches again and again.",
      "'relay import' takes a list once."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  relay list add p 'http://p.example/get.php?username=U&password=P'",
      "  relay list list",
      "  relay list refresh p"
    },
    subcommands = {
      ListCommand.Add.class,
      ListCommand.Listing.class,
      ListCommand.Showing.class,
      ListCommand.Refreshing.class,
      ListCommand.Removing.class
    })
public final class ListCommand {

  @Command(
      name = "add",
      description = {
        "Subscribe to a list, and take it in now.",
        "A list that fails, or has suddenly lost most of its channels, changes nothing; 'relay list"
            + " list' and 'relay events' say so."
      },
      footerHeading = "%nExamples:%n",
      footer = {
        "  relay list add p 'http://p.example/get.php?username=U&password=P'",
        "  relay list add p http://p.example/l.m3u --every 1d --group 'UK*' --prune"
      })
  static final class Add extends SubscriptionCommands.Base {
    @Parameters(
        index = "0",
        paramLabel = "NAME",
        converter = ChannelId.class,
        description = "Name of the list, by which its channels are known again.")
    private String name;

    @Parameters(index = "1", paramLabel = "URL", description = "Where it is, http or https.")
    private String url;

    @Option(
        names = "--every",
        paramLabel = "TIME",
        defaultValue = "6h",
        converter = Every.class,
        description = "How often to fetch it: 30m, 6h, 2d; 0 for on demand.")
    private Duration every;

    @Mixin private EntryChoice choice;

    @Option(
        names = "--replace",
        fallbackValue = "true",
        description = "If the list exists, change it rather than refuse.")
    private boolean replace;

    @Override
    public Integer call() {
      ObjectNode fields = JsonNodeFactory.instance.objectNode();
      fields.put("url", url);
      fields.put("everySeconds", every.toSeconds());
      choice.fields(fields);
      subscribe(access.api(), name, fields, replace);
      return ExitCode.DONE;
    }
  }

  @Command(
      name = "list",
      description = "List the lists, with what became of them. URLs show no credentials.",
      footerHeading = "%nExample:%n",
      footer = "  relay list list")
  static final class Listing extends SubscriptionCommands.Listing {}

  @Command(
      name = "show",
      description = "Show a list and what its last edition changed.",
      footerHeading = "%nExample:%n",
      footer = "  relay list show p")
  static final class Showing extends SubscriptionCommands.Showing {}

  @Command(
      name = "refresh",
      description = "Fetch a list now.",
      footerHeading = "%nExamples:%n",
      footer = {"  relay list refresh p", "  relay list refresh p --force"})
  static final class Refreshing extends SubscriptionCommands.Refreshing {}

  @Command(
      name = "remove",
      description = "Fetch a list no more. Its channels stay.",
      footerHeading = "%nExample:%n",
      footer = "  relay list remove p")
  static final class Removing extends SubscriptionCommands.Removing {
    @Override
    String remark() {
      return "List " + name + " is fetched no more; its channels stay.";
    }
  }
}
