package tv.relay.cli.program;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code source <(relay completion)}, and the Tab key, in an interactive zsh. */
@Timeout(180)
final class CompletionIT {
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

      terminal.write("relay dra");
      terminal.key("Tab");
      terminal.awaitText("relay drain");
      terminal.write(" --f");
      terminal.key("Tab");
      terminal.awaitText("relay drain --for");
      terminal.key("C-c");
      terminal.write("relay channel rem");
      terminal.key("Tab");
      terminal.awaitText("relay channel remove");
    }
  }

  private static String command() {
    return String.join(" ", BuiltRelay.commandLine());
  }
}
