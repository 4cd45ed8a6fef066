package tv.relay.cli.command;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The environment variables that a command line runs with, and in them a twin of every option: what
 * an option isn't given on the command line is taken from its twin. A variable that is set but
 * empty counts as not set.
 */
public final class Environment implements IDefaultValueProvider {
  private static final Map<String, String> TWINS_BY_OTHER_NAMES =
      Map.of("--server", "RELAY_URL", "--verbose", "RELAY_DEBUG");

  /** Commands that change what the relay keeps. */
  private static final Set<String> KEEPERS =
      Set.of("channel", "account", "play-account", "list", "guide", "import");

  /** What their options have in common with those of other commands. */
  private static final Set<String> SHARED =
      Set.of("--server", "--token", "--data-dir", "--json", "--verbose");

  /**
   * A load is not to fall upon somebody's sources because a variable for another command is set.
   */
  private static final Map<String, String> TWINS_OF_ONE_COMMAND =
      Map.of("bench --url", "RELAY_BENCH_URLS");

  private final UnaryOperator<String> variables;

  /**
   * An environment of its own, such as a test's.
   *
   * @param variables gives a variable's value, or null
   */
  public Environment(UnaryOperator<String> variables) {
    this.variables = variables;
  }

  /** The environment that the command's command line was made with. */
  public static Environment of(CommandSpec command) {
    return (Environment) command.defaultValueProvider();
  }

  public Optional<String> variable(String name) {
    return Optional.ofNullable(variables.apply(name)).filter(value -> !value.isEmpty());
  }

  /** Name of the option's twin; the options that only show help or the version have none. */
  public static Optional<String> twinOf(OptionSpec option) {
    if (option.usageHelp() || option.versionHelp()) {
      return Optional.empty();
    }
    String name = option.longestName();
    String regular = "RELAY_" + (scope(option) + name.replaceFirst("^--", "")).replace('-', '_');
    String own = TWINS_OF_ONE_COMMAND.get(option.command().name() + " " + name);
    return Optional.of(
        own != null
            ? own
            : TWINS_BY_OTHER_NAMES.getOrDefault(name, regular.toUpperCase(Locale.ROOT)));
  }

  /**
   * What says how a channel, an account or a list is to be belongs to one command: a RELAY_TITLE
   * that somebody has exported for one channel would give its title to each that is changed.
   */
  private static String scope(OptionSpec option) {
    List<String> path = List.of(option.command().qualifiedName(" ").split(" "));
    return path.size() > 1
            && KEEPERS.contains(path.get(1))
            && !SHARED.contains(option.longestName())
        ? String.join("_", path.subList(1, path.size())) + "_"
        : "";
  }

  @Override
  public String defaultValue(ArgSpec argument) {
    if (!(argument instanceof OptionSpec option)) {
      return null;
    }
    return twinOf(option)
        .flatMap(this::variable)
        .map(value -> option.typeInfo().isBoolean() ? booleanOf(value) : value)
        .orElse(null);
  }

  private static String booleanOf(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "1", "yes", "on" -> "true";
      case "0", "no", "off" -> "false";
      default -> value;
    };
  }
}
