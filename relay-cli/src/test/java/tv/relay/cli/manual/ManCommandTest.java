package tv.relay.cli.manual;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import tv.relay.cli.Relay;
import tv.relay.cli.command.Environment;
import tv.relay.cli.testing.Run;

final class ManCommandTest {
  private final String page = Run.relay("man").out();

  @Test
  void shouldNameEveryCommandAndEveryOptionWithItsTwin() {
    for (CommandSpec command : commands(Relay.commandLine(name -> null), new ArrayList<>())) {
      assertThat(page).contains(".SS " + command.qualifiedName().replace("-", "\\-"));
      command
          .options()
          .forEach(
              option -> {
                assertThat(page).contains(option.longestName().replace("-", "\\-"));
                Environment.twinOf(option)
                    .ifPresent(twin -> assertThat(page).contains("Environment: " + twin));
              });
    }
  }

  @Test
  void shouldHaveTheSectionsOfAManualPage() {
    assertThat(page.lines().filter(line -> line.startsWith(".SH")))
        .containsSubsequence(
            ".SH NAME", ".SH SYNOPSIS", ".SH DESCRIPTION", ".SH COMMANDS", ".SH EXIT STATUS");
    assertThat(page).contains("relay \\- live IPTV relay", "Default: 50ms");
  }

  @Test
  void shouldLetNoTextBeACommandToRoff() {
    String roff = new Roff().say(".so /etc/passwd").say("'quoted' a\\b -x …").toString();

    assertThat(roff).isEqualTo("\\&.so /etc/passwd\n\\(aqquoted\\(aq a\\eb \\-x \\[u2026]\n");
  }

  private static List<CommandSpec> commands(CommandLine parent, List<CommandSpec> all) {
    for (CommandLine command : parent.getSubcommands().values()) {
      if (!command.getCommandSpec().usageMessage().hidden()) {
        all.add(command.getCommandSpec());
        commands(command, all);
      }
    }
    return all;
  }
}
