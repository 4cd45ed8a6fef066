package tv.relay.cli.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

final class ComparisonTest {
  @TempDir private Path folder;

  @Test
  void shouldShowMediansSpreadAndRatiosToTheFloor() throws Exception {
    rows("cpu-200|200 clients & more");
    run("cpu-200.relay.1", 0.30, 10);
    run("cpu-200.relay.2", 0.24, 12);
    run("cpu-200.relay.3", 0.26, 50);
    run("cpu-200.floor.1", 0.20, 10);
    run("cpu-200.floor.2", 0.21, 10);
    run("cpu-200.floor.3", 0.19, 10);

    assertThat(report())
        .contains("2026-11-21", "| relay | 0.260 (0.240–0.300) | 1.30 |", "relay 0.1.0")
        .contains("| floor | 0.200 (0.190–0.210) | 1.00 |", "3 of 3");
    String picture = Files.readString(folder.resolve("bench.svg"));
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(picture)));
    assertThat(picture).contains("0.260, 1.30 × floor", "200 clients &amp; more");
  }

  @Test
  void shouldSetStuckClientsAgainstNone() throws Exception {
    rows("alone|alone\nstuck|stuck");
    run("alone.relay.1", 0.2, 50);
    run("stuck.relay.1", 0.2, 55);

    assertThat(report()).contains("| relay | 50.0 | 55.0 | 1.10 |");
  }

  @Test
  void shouldSayWhichBarsAreReached() throws Exception {
    rows("cpu-200|200 clients\nchannels|50 channels\nmix|mixed\nmemory|3,500 clients");
    for (String row : List.of("cpu-200", "channels", "mix", "memory")) {
      run(row + ".relay.1", 0.24, 50);
      run(row + ".floor.1", 0.20, 50);
    }

    assertThat(report())
        .contains(
            "| 200 clients | CPU, × floor | ≤ 1.15 | 1.20 | no |",
            "| 50 channels | CPU, × floor | ≤ 1.25 | 1.20 | yes |",
            "| mixed | packets corrupt or misaligned | ≤ 0 | 0.00 | yes |",
            "| 3,500 clients | KiB a client | ≤ 8 | 8.00 | yes |")
        .doesNotContain("join p50, ms");
  }

  @Test
  void shouldCountRoundsThatFailed() throws Exception {
    rows("cpu-200|200 clients");
    run("cpu-200.relay.1", 0.24, 50);
    Files.writeString(folder.resolve("cpu-200.relay.2.failed"), "too few open files\n");
    Files.writeString(folder.resolve("cpu-200.floor.1.failed"), "it has ended\n");

    assertThat(report())
        .contains(
            "| 1 of 2 |",
            "| 0 of 1 |",
            "relay: round 2 failed: too few open files",
            "floor: round 1 failed: it has ended");
  }

  @Test
  void shouldDoWithoutTheFloorAndWithoutFigures() throws Exception {
    rows("cpu-200|200 clients\nempty|nobody could");
    run("cpu-200.relay.1", 0.2, 50);

    assertThat(report()).contains("| relay | 0.200 | – |", "## empty");
  }

  private String report() throws IOException {
    Comparison.write(folder, folder, LocalDate.of(2026, 11, 21));
    return Files.readString(folder.resolve("bench.md"));
  }

  private void rows(String rows) throws IOException {
    Files.writeString(folder.resolve("rows"), rows + "\n");
    Files.writeString(folder.resolve("versions"), "relay 0.1.0\n");
    Files.writeString(folder.resolve("settings"), "rounds=3\n");
  }

  private void run(String name, double cpu, double p99Millis) throws IOException {
    Files.writeString(
        folder.resolve(name + ".json"),
        """
        {"good": true, "faults": [], "deliveredBps": 1600000000,
         "shares": {"least": 0.999, "starved": 0},
         "relay": {"cpuSecondsPerGigabyte": %s, "residentBytes": 100000000, "bytesPerClient": 8192},
         "latencyMillis": {"count": 9, "p50": 25, "p99": %s},
         "fast": {"packets": {"gaps": 0, "corrupt": 0, "misaligned": 0}}}
        """
            .formatted(cpu, p99Millis));
    Files.writeString(folder.resolve(name + ".source.json"), "{\"longestBlockedMillis\": 0}");
  }
}
