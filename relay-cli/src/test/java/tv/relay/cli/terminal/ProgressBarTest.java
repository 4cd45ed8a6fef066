package tv.relay.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class ProgressBarTest {
  @Test
  void shouldTellHowFarItIs() {
    assertThat(ProgressBar.text(1_000_000, 4_000_000, "waiting", 1))
        .isEqualTo("[#######-----------------------] 25 %, 1.0 MB of 4.0 MB");
    assertThat(ProgressBar.text(4_000_000, 4_000_000, "waiting", 61))
        .isEqualTo("waiting… 1 min 1 s");
    assertThat(ProgressBar.text(5_000, 0, "waiting", 2)).isEqualTo("5.0 kB sent, 2 s");
    assertThat(ProgressBar.text(0, 0, "waiting", 2)).isEqualTo("waiting… 2 s");
  }

  @Test
  void shouldDrawNothingWhereNoTerminalIs() {
    StringWriter err = new StringWriter();
    ProgressBar.start(new PrintWriter(err), 10, "waiting").close();
    assertThat(err.toString()).isEmpty();
  }
}
