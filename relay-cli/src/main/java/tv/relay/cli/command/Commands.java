package tv.relay.cli.command;

import java.util.function.UnaryOperator;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Makes a command line behave in the way of this program. */
public final class Commands {
  /** Narrower than picocli can write, and wider than one likes to read. */
  private static final int LEAST_COLUMNS = 55;

  private static final int MOST_COLUMNS = 100;
  private static final int LONGEST_OPTION_COLUMNS = 30;

  private Commands() {}

  /**
   * A command line that is ready to execute.
   *
   * @param root the top command; its subcommands come along
   * @param variables the environment: a variable's value by its name, or null
   */
  public static CommandLine commandLine(Object root, UnaryOperator<String> variables) {
    FailureReporter reporter = new FailureReporter();
    CommandLine commandLine = new CommandLine(root);
    commandLine
        .setDefaultValueProvider(new Environment(variables))
        .setHelpFactory(HelpLayout::new)
        .setParameterExceptionHandler(reporter)
        .setExecutionExceptionHandler(reporter)
        .setUsageHelpLongOptionsMaxWidth(LONGEST_OPTION_COLUMNS)
        // Values are taken as they are: "${sys:user.home}" in a variable is text.
        .setInterpolateVariables(false)
        // A title such as "@home" is a title, not a file of arguments.
        .setExpandAtFiles(false);
    String columns = variables.apply("COLUMNS");
    if (columns != null && columns.matches("\\d{1,4}")) {
      commandLine.setUsageHelpWidth(
          Math.max(LEAST_COLUMNS, Math.min(MOST_COLUMNS, Integer.parseInt(columns))));
    }
    describe(commandLine.getCommandSpec());
    return commandLine;
  }

  private static void describe(CommandSpec command) {
    command.addMixin(GeneralOptions.MIXIN, CommandSpec.forAnnotatedObject(new GeneralOptions()));
    command.usageMessage().exitCodeListHeading("%nExit codes:%n");
    command.usageMessage().exitCodeList(ExitCode.meanings());
    command.usageMessage().abbreviateSynopsis(true);
    command.usageMessage().sortOptions(false);
    command.subcommands().values().forEach(sub -> describe(sub.getCommandSpec()));
  }
}
