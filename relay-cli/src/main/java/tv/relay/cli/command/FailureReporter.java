package tv.relay.cli.command;

import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import tv.relay.cli.terminal.PlainText;

/** Tells a person why a command failed: one message, no stack trace unless asked for. */
final class FailureReporter implements IParameterExceptionHandler, IExecutionExceptionHandler {

  @Override
  public int handleParseException(ParameterException wrong, String[] arguments) {
    CommandLine commandLine = wrong.getCommandLine();
    PrintWriter err = commandLine.getErr();
    print(err, UsageProblem.of(wrong) + originOf(wrong));
    err.println("Try '" + commandLine.getCommandSpec().qualifiedName() + " --help'.");
    err.flush();
    return ExitCode.USAGE;
  }

  @Override
  public int handleExecutionException(
      Exception exception, CommandLine commandLine, ParseResult parsed) {
    PrintWriter err = commandLine.getErr();
    boolean expected = exception instanceof CommandFailure;
    print(
        err,
        expected
            ? exception.getMessage()
            : "unexpected error: " + exception + " (--verbose shows where)");
    if (verbose(commandLine.getCommandSpec())) {
      exception.printStackTrace(err);
    }
    err.flush();
    return exception instanceof CommandFailure failure ? failure.exitCode() : ExitCode.FAILED;
  }

  private static void print(PrintWriter err, String message) {
    String prefix = "relay: ";
    for (String line : message.lines().toList()) {
      err.println(prefix + PlainText.of(line));
      prefix = "  ";
    }
  }

  /** A wrong value that stands in the environment is hard to find unless the message says so. */
  private static String originOf(ParameterException wrong) {
    if (!(wrong.getArgSpec() instanceof OptionSpec option) || wrong.getValue() == null) {
      return "";
    }
    Environment environment = Environment.of(wrong.getCommandLine().getCommandSpec());
    Optional<String> twin = Environment.twinOf(option);
    return twin.flatMap(environment::variable)
        .filter(value -> value.equals(wrong.getValue()))
        .map(value -> " (taken from the environment variable " + twin.get() + ")")
        .orElse("");
  }

  private static boolean verbose(CommandSpec command) {
    CommandSpec general = command.mixins().get(GeneralOptions.MIXIN);
    return general != null && ((GeneralOptions) general.userObject()).verbose();
  }
}
