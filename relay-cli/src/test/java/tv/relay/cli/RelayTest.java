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
  void shouldAskForACommandWhenThereIsNone() {
    assertThat(Run.relay().exitCode()).isEqualTo(2);
    assertThat(Run.relay("channel").err()).contains("Missing required subcommand");
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
