package tv.relay.cli.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tv.relay.cli.api.RelayApi;
import tv.relay.cli.api.ServerAccess;
import tv.relay.cli.command.ExitCode;
import tv.relay.cli.terminal.JsonOutput;
import tv.relay.cli.value.AccountName;
import tv.relay.cli.value.Count;

/** {@code relay account set}. */
@Command(
    name = "set",
    description = {
      "Change an account.",
      "What isn't named stays as it is; --source '' removes the source. No connection is cut: a"
          + " lower maximum holds for those to come."
    },
    footerHeading = "%nExample:%n",
    footer = "  relay account set prov --max-connections 2 --settle 1s")
final class AccountSetCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Mixin private ServerAccess access;

  @Parameters(
      index = "0",
      paramLabel = "NAME",
      converter = AccountName.class,
      description = "Name of the account.")
  private String name;

  @Option(
      names = "--max-connections",
      paramLabel = "N",
      converter = Count.OfConnections.class,
      description = "Most connections that the provider allows at once.")
  private Integer maxConnections;

  @Mixin private AccountFields fields;

  @Option(
      names = "--json",
      fallbackValue = "true",
      description = "Print the account as the server has it now, as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    if (maxConnections == null && fields.isEmpty()) {
      throw new ParameterException(
          command.commandLine(),
          "Nothing to change: name at least one of --max-connections, --settle, --source");
    }
    RelayApi api = access.api();
    String path = AccountPath.of(name);
    ObjectNode account = api.get(path + "?secrets=true", "maxConnections").deepCopy();
    if (maxConnections != null) {
      account.put("maxConnections", maxConnections);
    }
    fields.write(account);
    JsonNode stored = api.put(path, account);
    command
        .commandLine()
        .getOut()
        .println(json ? JsonOutput.pretty(stored) : "Account " + name + " is changed.");
    return ExitCode.DONE;
  }
}
