package tv.relay.cli.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

/** {@code relay account add}. */
@Command(
    name = "add",
    description = {
      "Add a provider's account.",
      "Say by --source which sources belong to it, or name it at channels: 'relay channel add"
          + " --account NAME'."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  relay account add prov --max-connections 1 \\",
      "      --source 'http://prov.example/get.php?username=U&password=P'",
      "  relay account add other --max-connections 2 --settle 2s"
    })
final class AccountAddCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Mixin private ServerAccess access;

  @Parameters(
      index = "0",
      paramLabel = "NAME",
      converter = AccountName.class,
      description = "Name of the account: letters, digits, dots, underscores and hyphens.")
  private String name;

  @Option(
      names = "--max-connections",
      paramLabel = "N",
      required = true,
      converter = Count.OfConnections.class,
      description = "Most connections that the provider allows at once.")
  private int maxConnections;

  @Mixin private AccountFields fields;

  @Option(
      names = "--replace",
      fallbackValue = "true",
      description = "If the account exists, put this in its place rather than refuse.")
  private boolean replace;

  @Option(
      names = "--json",
      fallbackValue = "true",
      description = "Print the account as the server has it now, as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    ObjectNode definition = JsonNodeFactory.instance.objectNode();
    definition.put("maxConnections", maxConnections);
    fields.write(definition);
    RelayApi api = access.api();
    String path = AccountPath.of(name);
    JsonNode stored =
        replace
            ? api.put(path, definition)
            : api.create(path, definition).orElseThrow(this::existsAlready);
    command.commandLine().getOut().println(json ? JsonOutput.pretty(stored) : told(definition));
    return ExitCode.DONE;
  }

  private String told(ObjectNode definition) {
    return "Account "
        + name
        + " is registered"
        + (definition.has("source")
            ? "; every source with that host, user and password counts."
            : ". Name it at its channels: relay channel set ID --account " + name);
  }

  private CommandFailure existsAlready() {
    return new CommandFailure(
        ExitCode.REFUSED,
        "account "
            + name
            + " exists already; 'relay account set' changes it, and --replace puts this in its"
            + " place");
  }
}
