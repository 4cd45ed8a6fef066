package tv.relay.cli.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tv.relay.cli.testing.Run;

/**
 * What is given to systemd, man, bash and Docker is accepted by them, or by what reads the same.
 */
@Timeout(180)
final class SamplesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String UNIT = "samples/systemd/relay.service";

  /** Of 10, which is a service that may do everything. */
  private static final double MOST_EXPOSURE = 2.0;

  @TempDir private Path folder;

  @Test
  void shouldHaveAUnitThatSystemdFindsNothingWrongWith() throws Exception {
    String analyze = Sources.program("systemd-analyze", "systemd");
    // The program that it starts has to be there, and the manual page known.
    Path unit = folder.resolve("relay.service");
    String text = Files.readString(Sources.file(UNIT));
    assertThat(text).contains("ExecStart=/opt/relay/bin/relay serve\n");
    Files.writeString(
        unit,
        text.replace("/opt/relay/bin/relay", Sources.file("scripts/relay").toString())
            .replace("man:relay(1)", "man:bash(1)"));

    Run run = run(analyze, "verify", "--man=no", unit.toString());

    assertThat(run.exitCode()).as(run.toString()).isZero();
    // It also complains of units of this machine.
    assertThat((run.out() + run.err()).lines()).noneMatch(line -> line.contains("relay.service"));
  }

  @Test
  void shouldBeHardened() throws Exception {
    String analyze = Sources.program("systemd-analyze", "systemd");

    Run run = run(analyze, "security", "--offline=yes", "--no-pager", file(UNIT));

    Matcher exposure =
        Pattern.compile("exposure level for relay.service: ([0-9.]+)").matcher(run.out());
    assertThat(exposure.find()).as(run.toString()).isTrue();
    assertThat(Double.parseDouble(exposure.group(1))).isLessThanOrEqualTo(MOST_EXPOSURE);
  }

  /** Who stops the relay has to wait for longer than it lets its clients stay. */
  @Test
  void shouldGiveADrainTheTimeItTakes() throws Exception {
    String unit = Files.readString(Sources.file(UNIT));
    String compose = Files.readString(Sources.file("samples/docker/compose.yaml"));

    assertThat(seconds(unit, "TimeoutStopSec=(\\d+)s"))
        .isGreaterThanOrEqualTo(seconds(unit, "RELAY_DRAIN_FOR=(\\d+)s") + 5);
    assertThat(seconds(compose, "stop_grace_period: (\\d+)s"))
        .isGreaterThanOrEqualTo(seconds(compose, "RELAY_DRAIN_FOR: (\\d+)s") + 5);
  }

  @Test
  void shouldPrintAManualPageThatManShowsWithoutAWarning() throws Exception {
    String man = Sources.program("man", "man-db");
    Path page = folder.resolve("relay.1");
    Files.writeString(page, relay("man").out());

    Run run =
        ChildProcess.start(
                folder,
                List.of(man, "--warnings=w", page.toString()),
                Map.of("MANPAGER", "cat", "MANWIDTH", "80", "LC_ALL", "C.UTF-8"))
            .awaitEnd(PATIENCE);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).isEmpty();
    String shown = run.out().replaceAll(".\b", "").replaceAll("\u001b\\[[0-9;]*m", "");
    assertThat(shown).contains("NAME", "relay channel add ID URL...", "--ring-size SIZE", "8M");
  }

  @Test
  void shouldCompleteCommandsAndOptionsInBash() throws Exception {
    Path script = folder.resolve("completion");
    Files.writeString(script, relay("completion").out());

    assertThat(completions(script, "relay", "dra")).contains("drain");
    assertThat(completions(script, "relay", "channel", "a")).contains("add");
    assertThat(completions(script, "relay", "drain", "--f")).contains("--for");
  }

  private List<String> completions(Path script, String... words) throws Exception {
    String line =
        String.format(
            "source %s; COMP_WORDS=(%s); COMP_CWORD=%d; COMP_LINE='%s'; COMP_POINT=${#COMP_LINE};"
                + " _complete_relay; printf '%%s\\n' \"${COMPREPLY[@]}\"",
            script, String.join(" ", words), words.length - 1, String.join(" ", words));
    Run run = run("bash", "-c", line);
    assertThat(run.exitCode()).as(run.toString()).isZero();
    return run.out().lines().map(String::strip).toList();
  }

  private Run relay(String command) throws Exception {
    Run run = BuiltRelay.command(folder, Map.of(), command);
    assertThat(run.exitCode()).as(run.toString()).isZero();
    return run;
  }

  private Run run(String... command) throws Exception {
    return ChildProcess.start(folder, new ArrayList<>(List.of(command)), Map.of())
        .awaitEnd(PATIENCE);
  }

  private static String file(String relative) {
    return Sources.file(relative).toString();
  }

  private static int seconds(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(pattern).isTrue();
    return Integer.parseInt(matcher.group(1));
  }
}
