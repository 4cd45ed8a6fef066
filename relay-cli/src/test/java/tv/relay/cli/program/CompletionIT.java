package tv.relay.cli.program;

import static org.assertj.core.api.Assertions.fail;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code source <(relay completion)}, and the Tab key, in an interactive zsh. */
@Timeout(300)
final class CompletionIT {
  private static final Duration PATIENCE = Duration.ofSeconds(6);

  @TempDir private Path folder;

  @Test
  void shouldCompleteCommandsAndOptionsInZsh() throws Exception {
    Terminal.require();
    String zsh = Sources.program("zsh", "zsh");
    // Neither this machine's settings nor those of whoever runs the test.
    try (Terminal terminal = Terminal.open(folder, zsh, "-f")) {
      terminal.type("PS1='shell> '; relay() { " + command() + " \"$@\" }; clear");
      terminal.type("source <(relay completion); echo read''y");
      terminal.awaitText("ready");

      completes(terminal, "relay dra", "relay drain");
      completes(terminal, "relay drain --f", "relay drain --for");
      completes(terminal, "relay channel rem", "relay channel remove");
    }
  }

  /** As a person would try: a key that came while the shell was not yet listening is no answer. */
  private static void completes(Terminal terminal, String typed, String completed)
      throws Exception {
    for (int tries = 0; tries < 5; tries++) {
      terminal.awaitPrompt("shell>");
      terminal.write(typed);
      boolean arrived = terminal.shows(typed, PATIENCE);
      terminal.key("Tab");
      boolean done = arrived && terminal.shows(completed, PATIENCE);
      terminal.key("C-c");
      if (done) {
        return;
      }
    }
    fail(typed + " and Tab did not bring " + completed + ":\n" + terminal.screen());
  }

  private static String command() {
    return String.join(" ", BuiltRelay.commandLine());
  }
}
