package tv.relay.cli.channel;

import picocli.CommandLine.Command;

/** {@code relay channel}, the commands about channels. */
@Command(
    name = "channel",
    description = {
      "Add, list, show, change and remove channels, and switch their sources.",
      "A channel is one live programme. It has an id, under which players find it at"
          + " /live/ID.ts, and one or more source URLs, which the relay tries in their order."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  relay channel add news http://provider.example/news.ts --title News",
      "  relay channel list",
      "  relay channel set news --group 'Local;News'",
      "  relay channel remove news"
    },
    subcommands = {
      ChannelAddCommand.class,
      ChannelListCommand.class,
      ChannelShowCommand.class,
      ChannelSetCommand.class,
      ChannelNextCommand.class,
      ChannelRemoveCommand.class
    })
public final class ChannelCommand {}
