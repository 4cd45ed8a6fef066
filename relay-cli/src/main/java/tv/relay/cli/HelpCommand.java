package tv.relay.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tv.relay.cli.command.ExitCode;

/** {@code relay help}: what {@code --help} says, for those who are used to ask in this way. */
@Command(
    name = "help",
    description = "Explain a command, as its --help does.",
    footerHeading = "%nExamples:%n",
    footer = {"  relay help", "  relay help channel add"})
final class HelpCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "The command, word by word.")
  private List<String> words = List.of();

  @Override
  public Integer call() {
    CommandLine explained = command.root().commandLine();
    for (String word : words) {
      CommandLine sub = explained.getSubcommands().get(word);
      if (sub == null) {
        throw new ParameterException(
            explained,
            "there is no command '"
                + explained.getCommandSpec().qualifiedName()
                + " "
                + word
                + "'");
      }
      explained = sub;
    }
    explained.usage(command.commandLine().getOut());
    return ExitCode.DONE;
  }
}
