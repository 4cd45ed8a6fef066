package tv.relay.cli.command;

import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** A wrong command line in words: what is wrong with it, and what may have been meant. */
final class UsageProblem {
  private UsageProblem() {}

  /** One line, or two where something similar is there. */
  static String of(ParameterException wrong) {
    CommandSpec command = wrong.getCommandLine().getCommandSpec();
    if (wrong instanceof UnmatchedArgumentException unmatched) {
      return unmatched(command, unmatched);
    }
    // What is missing may be there, with a typo.
    List<String> leftOver = wrong.getCommandLine().getUnmatchedArguments();
    if (wrong instanceof MissingParameterException && !leftOver.isEmpty()) {
      var unmatched = new UnmatchedArgumentException(wrong.getCommandLine(), leftOver);
      if (unmatched.isUnknownOption()) {
        return unmatched(command, unmatched);
      }
    }
    if (!(wrong instanceof MissingParameterException)
        && wrong.getMessage().startsWith("Missing required subcommand")) {
      return "a command is missing: " + command.qualifiedName() + " " + oneOf(subcommands(command));
    }
    return wrong
        .getMessage()
        .replaceFirst(
            "^Invalid value for positional parameter at index \\d+ \\((.*?)\\): ", "$1: ");
  }

  private static String unmatched(CommandSpec command, UnmatchedArgumentException wrong) {
    String name = command.qualifiedName();
    String word = wrong.getUnmatched().get(0);
    if (wrong.isUnknownOption()) {
      return name
          + " has no option '"
          + word.replaceFirst("=.*", "")
          + "'"
          + question(Suggestions.of(word, options(command)));
    }
    if (command.subcommands().isEmpty()) {
      return name + " has no use for '" + word + "'; a text with spaces needs quotes";
    }
    String problem = "there is no command '" + name + " " + word + "'";
    List<String> like =
        Suggestions.of(word, Stream.concat(subcommands(command), options(command))).stream()
            .map(found -> name + " " + found)
            .toList();
    return problem + question(like);
  }

  private static String question(List<String> like) {
    return like.isEmpty() ? "" : "\nDid you mean " + String.join(" or ", like) + "?";
  }

  private static Stream<String> subcommands(CommandSpec command) {
    return command.subcommands().entrySet().stream()
        .filter(entry -> !entry.getValue().getCommandSpec().usageMessage().hidden())
        .map(entry -> entry.getKey());
  }

  private static Stream<String> options(CommandSpec command) {
    return command.options().stream().map(option -> option.longestName());
  }

  private static String oneOf(Stream<String> names) {
    List<String> all = names.toList();
    int last = all.size() - 1;
    return String.join(", ", all.subList(0, last)) + " or " + all.get(last);
  }
}
