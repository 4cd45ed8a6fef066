package tv.relay.cli.playaccount;

import picocli.CommandLine.Command;

/** {@code relay play-account}, the commands about those who watch by user and password. */
@Command(
    name = "play-account",
    description = {
      "Add, list and remove the users and passwords that players of the Xtream Codes kind sign in"
          + " with.",
      "They are the relay's own: a provider's user and password are never given to a player."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  relay play-account add anna",
      "  relay play-account add tv --password living-room --max-connections 1",
      "  relay play-account list",
      "  relay play-account remove anna"
    },
    subcommands = {
      PlayAccountAddCommand.class,
      PlayAccountListCommand.class,
      PlayAccountRemoveCommand.class
    })
public final class PlayAccountCommand {}
