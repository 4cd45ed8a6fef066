package tv.relay.cli.account;

import picocli.CommandLine.Command;

/** {@code relay account}, the commands about accounts. */
@Command(
    name = "account",
    description = {
      "Add, list, change and remove providers' accounts.",
      "An account is what a provider counts connections by. The relay never opens more than it has:"
          + " a channel beyond takes the connection of one that nobody watches any more, waits a"
          + " moment for one, or is refused with the reason."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  relay account add prov --max-connections 1 \\",
      "      --source http://prov.example/live/USER/PASSWORD/1.ts",
      "  relay account list",
      "  relay account set prov --max-connections 2 --settle 2s",
      "  relay account remove prov"
    },
    subcommands = {
      AccountAddCommand.class,
      AccountListCommand.class,
      AccountSetCommand.class,
      AccountRemoveCommand.class
    })
public final class AccountCommand {}
