package tv.relay.cli.list;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tv.relay.cli.api.RelayApi;
import tv.relay.cli.command.ExitCode;
import tv.relay.cli.value.ChannelId;

/** {@code relay guide}, the commands about programme guides. */
@Command(
    name = "guide",
    description = {
      "Give the relay programme guides (XMLTV), which it merges into /guide.xml.",
      "Channels are found by their tvg-id, or else by their title. Of several guides that know a"
          + " channel, the one that was added first counts."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  relay guide add p 'http://p.example/xmltv.php?username=U&password=P'",
      "  relay guide add local /var/lib/xmltv/guide.xml --every 1h",
      "  relay guide list"
    },
    subcommands = {
      GuideCommand.Add.class,
      GuideCommand.Listing.class,
      GuideCommand.Showing.class,
      GuideCommand.Refreshing.class,
      GuideCommand.Removing.class
    })
public final class GuideCommand {

  @Command(
      name = "add",
      description = "Add a guide, and fetch it now. It may be packed with gzip.",
      footerHeading = "%nExamples:%n",
      footer = {
        "  relay guide add p http://p.example/guide.xml.gz",
        "  relay guide add local /var/lib/xmltv/guide.xml --every 1h"
      })
  static final class Add extends SubscriptionCommands.Base {
    @Parameters(
        index = "0",
        paramLabel = "NAME",
        converter = ChannelId.class,
        description = "Name of the guide.")
    private String name;

    @Parameters(
        index = "1",
        paramLabel = "FILE|URL",
        description = "Where it is: http, https, or a file on the relay's machine.")
    private String location;

    @Option(
        names = "--every",
        paramLabel = "TIME",
        defaultValue = "12h",
        converter = Every.class,
        description = "How often to fetch it: 30m, 6h, 2d; 0 for on demand.")
    private Duration every;

    @Option(
        names = "--replace",
        fallbackValue = "true",
        description = "If the guide exists, change it rather than refuse.")
    private boolean replace;

    @Override
    public Integer call() {
      RelayApi api = access.api();
      ObjectNode fields = JsonNodeFactory.instance.objectNode();
      if (location.matches("[A-Za-z][A-Za-z0-9+.-]*://.*")) {
        fields.put("url", location);
      } else {
        fields.put("file", Path.of(location).toAbsolutePath().normalize().toString());
      }
      fields.put("everySeconds", every.toSeconds());
      subscribe(api, name, fields, replace);
      out().println("Players find the guide at " + api.url() + "/guide.xml");
      return ExitCode.DONE;
    }
  }

  @Command(
      name = "list",
      description = "List the guides, with what became of them. URLs show no credentials.",
      footerHeading = "%nExample:%n",
      footer = "  relay guide list")
  static final class Listing extends SubscriptionCommands.Listing {}

  @Command(
      name = "show",
      description = "Show a guide and how it stands.",
      footerHeading = "%nExample:%n",
      footer = "  relay guide show p")
  static final class Showing extends SubscriptionCommands.Showing {}

  @Command(
      name = "refresh",
      description = "Fetch a guide now.",
      footerHeading = "%nExamples:%n",
      footer = {"  relay guide refresh p", "  relay guide refresh p --force"})
  static final class Refreshing extends SubscriptionCommands.Refreshing {}

  @Command(
      name = "remove",
      description = "Remove a guide and its programmes.",
      footerHeading = "%nExample:%n",
      footer = "  relay guide remove p")
  static final class Removing extends SubscriptionCommands.Removing {
    @Override
    String remark() {
      return "Guide " + name + " is removed.";
    }
  }
}
