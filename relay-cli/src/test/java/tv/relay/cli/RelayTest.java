package tv.relay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import tv.relay.cli.testing.Run;

final class RelayTest {
  @Test
  void shouldSuggestTheCommandThatWasMeant() {
    Run run = Run.relay("sevre");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .startsWith("relay: there is no command 'relay sevre'")
        .contains("relay serve")
        .contains("Try 'relay --help'.");
  }

  @Test
  void shouldSuggestTheOptionThatWasMeant() {
    Run run = Run.relay("channel", "add", "news", "http://a/", "--titel", "News");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("'--titel'").contains("--title").doesNotContain("\tat ");
  }

  @Test
  void shouldSuggestNothingThatIsUnlikeTheWord() {
    assertThat(Run.relay("chanel").err())
        .contains("relay channel?")
        .doesNotContain("bench", "relay man");
    assertThat(Run.relay("xyz").err()).doesNotContain("Did you mean");
    assertThat(Run.relay("--hlep").err()).contains("relay has no option '--hlep'", "mean --help?");
    assertThat(Run.relay("version").err()).contains("relay --version?");
  }

  @Test
  void shouldExplainACommandThatHelpNames() {
    assertThat(Run.relay("help", "channel", "add").out())
        .isEqualTo(Run.relay("channel", "add", "--help").out());
    assertThat(Run.relay("help", "chanel").exitCode()).isEqualTo(2);
  }

  @Test
  void shouldSayWhichTextHasNoPlace() {
    assertThat(Run.relay("channel", "remove", "a", "b").err())
        .contains("relay channel remove has no use for 'b'");
  }

  @Test
  void shouldNameTheParameterThatIsWrong() {
    assertThat(Run.relay("channel", "show", "..").err())
        .startsWith("relay: ID: '..' is not a channel id")
        .contains("not . or .. alone");
  }

  @Test
  void shouldFitHelpToANarrowTerminal() {
    Run run = Run.with(Map.of("COLUMNS", "40"), "channel", "set", "--help");

    assertThat(run.out().lines().filter(line -> !line.startsWith("  relay ")))
        .allMatch(line -> line.length() <= 55);
  }

  @Test
  void shouldAskForACommandWhenThereIsNone() {
    assertThat(Run.relay().exitCode()).isEqualTo(2);
    assertThat(Run.relay("channel").err())
        .contains("a command is missing: relay channel add, list,");
  }

  @Test
  void shouldNameTheVariableThatHoldsAWrongValue() {
    Run run = Run.with(Map.of("RELAY_RING_SIZE", "lots"), "serve");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--ring-size", "'lots'", "8MiB", "RELAY_RING_SIZE");
  }

  @Test
  void shouldNotBlameTheVariableForAValueOfTheCommandLine() {
    Run run = Run.with(Map.of("RELAY_RING_SIZE", "16M"), "serve", "--ring-size", "lots");

    assertThat(run.err()).contains("'lots'").doesNotContain("RELAY_RING_SIZE");
  }

  @Test
  void shouldNotLetArgumentsReachTheTerminalAsCommands() {
    Run run = Run.relay("serve", "--ring-size", "\u001b]0;owned\u0007");

    assertThat(run.err()).doesNotContain("\u001b", "\u0007").contains("\\u001b]0;owned");
  }

  @Test
  void shouldShowStackTracesOnlyWhenAskedTo() {
    String[] failing = {"status", "--server", "http://127.0.0.1:1"};

    assertThat(Run.relay(failing).err()).doesNotContain("\tat ").hasLineCount(1);
    assertThat(Run.with(Map.of("RELAY_DEBUG", "1"), failing).err()).contains("\tat ");
  }

  @Test
  void shouldTellItsVersion() {
    assertThat(Run.relay("--version").out()).matches("relay \\d+\\.\\d+\\.\\d+\\R");
  }

  @Test
  void shouldPrintACompletionScriptForEveryCommand() {
    Run run = Run.relay("completion");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("_picocli_relay_channel_add", "--tvg-id", "complete -F");
  }
}
