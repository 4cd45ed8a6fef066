package tv.relay.cli.manual;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tv.relay.cli.command.ExitCode;

/** {@code relay man}. */
@Command(
    name = "man",
    description = "Print the manual page: all commands and options, for 'man' to show.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  relay man > relay.1 && man ./relay.1",
      "  relay man > /usr/local/share/man/man1/relay.1"
    })
public final class ManCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    command.commandLine().getOut().print(ManualPage.of(command.root()));
    return ExitCode.DONE;
  }
}
