package tv.relay.cli.client;

import picocli.CommandLine.Command;

/** {@code relay client}, the commands about clients. */
@Command(
    name = "client",
    description = "List the clients that watch, and disconnect one.",
    footerHeading = "%nExamples:%n",
    footer = {"  relay client list", "  relay client kick 17"},
    subcommands = {ClientListCommand.class, ClientKickCommand.class})
public final class ClientCommand {}
