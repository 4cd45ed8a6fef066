package tv.relay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import tv.relay.cli.command.Environment;
import tv.relay.cli.testing.Run;

/** What holds for every command and every option, those to come included. */
final class OptionContractTest {
  private static final Map<String, String> EXIT_CODES =
      Map.of(
          "0", "done",
          "1", "failed",
          "2", "wrong usage",
          "3", "server not reachable",
          "4", "refused or not found");

  static Stream<CommandSpec> commands() {
    List<CommandSpec> all = new ArrayList<>();
    collect(Relay.commandLine(name -> null), all);
    return all.stream();
  }

  private static void collect(CommandLine commandLine, List<CommandSpec> all) {
    all.add(commandLine.getCommandSpec());
    commandLine.getSubcommands().values().forEach(sub -> collect(sub, all));
  }

  private static Stream<OptionSpec> options(CommandSpec command) {
    return command.options().stream().filter(o -> !o.usageHelp() && !o.versionHelp());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void shouldDescribeEveryOptionAndParameter(CommandSpec command) {
    assertThat(command.args())
        .allSatisfy(argument -> assertThat(argument.description()).isNotEmpty());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void shouldTeachByDescriptionExamplesAndExitCodes(CommandSpec command) {
    assertThat(command.usageMessage().description()).isNotEmpty();
    assertThat(command.usageMessage().footer()).anyMatch(line -> line.contains("relay "));
    assertThat(command.usageMessage().exitCodeList()).isEqualTo(EXIT_CODES);
  }

  /** Also where words that it asks for are missing: the typo may be why. */
  @ParameterizedTest
  @MethodSource("commands")
  void shouldSuggestTheOptionThatWasMeant(CommandSpec command) {
    List<OptionSpec> options = command.options();
    String meant = options.get(options.size() - 1).longestName();
    String typed = meant.substring(0, meant.length() - 1);

    Run run = Run.relay(words(command, typed));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .startsWith("relay: " + command.qualifiedName() + " has no option '" + typed + "'")
        .containsPattern("Did you mean .*" + meant + "\\b")
        .contains("Try '" + command.qualifiedName() + " --help'.")
        .doesNotContain("\tat ");
  }

  private static String[] words(CommandSpec command, String last) {
    List<String> words = new ArrayList<>(List.of(command.qualifiedName().split(" ")));
    words.remove(0);
    words.add(last);
    return words.toArray(String[]::new);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void shouldShowHelpWithoutLinesThatWrapByThemselves(CommandSpec command) {
    Run run = Run.relay(words(command, "--help"));

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 80);
    for (String line : command.usageMessage().footer()) {
      assertThat(run.out()).as("an example wraps").contains(line);
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void shouldNameTheTwinOfEveryOptionInHelp(CommandSpec command) {
    // A long name stands on a line of its own.
    String help = command.commandLine().getUsageMessage().replaceAll("\\s+", " ");
    options(command).forEach(option -> assertThat(help).contains("Environment: " + twin(option)));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void shouldNameTwinsAfterTheirOptions(CommandSpec command) {
    Map<String, String> exceptions =
        Map.of(
            "--server",
            "RELAY_URL",
            // RELAY_URL is taken, and would turn a server's URL into a source.
            command.name().equals("bench") ? "--url" : "",
            "RELAY_BENCH_URLS",
            "--verbose",
            "RELAY_DEBUG");
    boolean ofAThing =
        command
            .qualifiedName()
            .matches("relay (channel|account|play-account|list|guide|import)( .*)?");
    Set<String> ofAllCommands = Set.of("--token", "--data-dir", "--json");
    options(command)
        .forEach(
            option -> {
              String name = option.longestName();
              // A title that is exported for one channel is not to become that of another.
              String scope =
                  ofAThing && !ofAllCommands.contains(name)
                      ? command.qualifiedName("_").substring("relay_".length()) + "_"
                      : "";
              String regular =
                  "RELAY_" + (scope + name.substring(2)).toUpperCase(Locale.ROOT).replace('-', '_');
              assertThat(twin(option)).isEqualTo(exceptions.getOrDefault(name, regular));
            });
    assertThat(options(command).map(OptionContractTest::twin)).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void shouldLetFlagsBeSetByTheCommandLineEvenWhenTheTwinSetsThemToo(CommandSpec command) {
    options(command)
        .filter(option -> option.typeInfo().isBoolean())
        .forEach(flag -> assertThat(flag.fallbackValue()).as(flag.longestName()).isEqualTo("true"));
  }

  @Test
  void shouldOfferJsonWhereverDataIsPrinted() {
    assertThat(commands().filter(command -> command.findOption("--json") != null))
        .extracting(CommandSpec::qualifiedName)
        .containsExactlyInAnyOrder(
            "relay channel add",
            "relay channel list",
            "relay channel show",
            "relay channel set",
            "relay account add",
            "relay account list",
            "relay account set",
            "relay play-account add",
            "relay play-account list",
            "relay client list",
            "relay import",
            "relay list list",
            "relay list show",
            "relay guide list",
            "relay guide show",
            "relay status",
            "relay events",
            "relay probe",
            "relay bench");
  }

  private static String twin(OptionSpec option) {
    return Environment.twinOf(option).orElseThrow();
  }
}
