package tv.relay.cli.playaccount;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
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
import tv.relay.cli.value.AccountName;
import tv.relay.cli.value.Count;

/** {@code relay play-account add}. */
@Command(
    name = "add",
    description = {
      "Add a play account.",
      "In the player choose 'Xtream Codes' and give the relay's URL, this user and the password."
          + " The password is told now only: the relay keeps a hash of it."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  relay play-account add anna",
      "  relay play-account add tv --password living-room --max-connections 1",
      "  relay play-account add tv --replace --password another-one"
    })
final class PlayAccountAddCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Mixin private ServerAccess access;

  @Parameters(
      index = "0",
      paramLabel = "USER",
      converter = AccountName.class,
      description = "Name of the user: letters, digits, dots, underscores and hyphens.")
  private String user;

  @Option(
      names = "--password",
      paramLabel = "P",
      description = {
        "6 to 64 letters, digits, dots, underscores and hyphens; without it one is made.",
        "Other users of this machine can see it in the list of processes; RELAY_PASSWORD they can't."
      })
  private String password;

  @Option(
      names = "--max-connections",
      paramLabel = "N",
      converter = Count.OfConnections.class,
      description = "Most streams at once; without it 2, one and the next while a player zaps.")
  private Integer maxConnections;

  @Option(
      names = "--replace",
      fallbackValue = "true",
      description = "If the account exists, change what is given and leave the rest.")
  private boolean replace;

  @Option(
      names = "--json",
      fallbackValue = "true",
      description = "Print the account as the server has it now, as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    ObjectNode definition = JsonNodeFactory.instance.objectNode();
    if (password != null) {
      definition.put("password", password);
    }
    if (maxConnections != null) {
      definition.put("maxConnections", maxConnections);
    }
    RelayApi api = access.api();
    String path = PlayAccountPath.of(user);
    JsonNode stored =
        replace
            ? api.put(path, definition)
            : api.create(path, definition).orElseThrow(this::existsAlready);
    PrintWriter out = command.commandLine().getOut();
    if (json) {
      out.println(JsonOutput.pretty(stored));
    } else {
      tell(out, stored);
    }
    return ExitCode.DONE;
  }

  private void tell(PrintWriter out, JsonNode stored) {
    int most = stored.path("maxConnections").asInt();
    out.println(
        "Play account "
            + user
            + " may have "
            + most
            + (most == 1 ? " stream" : " streams")
            + " at once.");
    if (stored.has("password")) {
      out.println("Its password, told this once: " + stored.path("password").asText());
    }
  }

  private CommandFailure existsAlready() {
    return new CommandFailure(
        ExitCode.REFUSED,
        "play account " + user + " exists already; --replace changes what is given");
  }
}
