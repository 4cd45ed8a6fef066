package tv.relay.cli.account;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tv.relay.cli.api.ServerAccess;
import tv.relay.cli.command.ExitCode;
import tv.relay.cli.value.AccountName;

/** {@code relay account remove}. */
@Command(
    name = "remove",
    description = "Remove an account that no channel names any more. Nothing is disconnected.",
    footerHeading = "%nExample:%n",
    footer = "  relay account remove prov")
final class AccountRemoveCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Mixin private ServerAccess access;

  @Parameters(
      index = "0",
      paramLabel = "NAME",
      converter = AccountName.class,
      description = "Name of the account.")
  private String name;

  @Override
  public Integer call() {
    access.api().delete(AccountPath.of(name));
    command.commandLine().getOut().println("Account " + name + " is removed.");
    return ExitCode.DONE;
  }
}
