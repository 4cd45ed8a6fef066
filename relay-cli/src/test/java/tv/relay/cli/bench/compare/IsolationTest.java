package tv.relay.cli.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IsolationTest {
  private static final long EPOCH_SECOND = 1_700_000_000;

  @TempDir Path folder;

  private HistogramLogWriter log;

  @BeforeEach
  void openLog() throws IOException {
    log = new HistogramLogWriter(folder.resolve("publish.hlog").toFile());
    log.outputLogFormatVersion();
    log.outputLegend();
  }

  @Test
  void shouldCompareEachPairWithItselfAndHoldTheMedianToTheBar() throws IOException {
    // Seconds 0 to 2 lie between two measurements: what happens there is nobody's.
    publish(0, 1_000_000);
    pair(1, 10_000, 10_000, 60, 90);
    pair(2, 20_000, 21_000, 60, 60);
    pair(3, 10_000, 30_000, 60, 120);

    String table = Isolation.table(folder, 3, 1000);

    assertThat(table)
        .contains("beside 1,000 clients")
        .contains("| publish p99.9, µs | 10.0 (10.0–20.0) | 21.0 (10.0–30.0) | 1.05 (1.00–3.00) |")
        .containsPattern("publish p99.9.*≤ 1.1: yes")
        .containsPattern("latency of fast clients p99, ms.*1.50 \\(1.00–2.00\\) \\| ≤ 1.1: NO")
        .contains("300 with none and 300 beside 1,000: p99.9 20.0 and 30.0 µs, ratio 1.50");
  }

  @Test
  void shouldSayWhatTheLoadFoundFaultWith() throws IOException {
    pair(1, 10_000, 10_000, 60, 60);
    Files.writeString(
        folder.resolve("1.stuck.json"), "{\"faults\":[\"2 gaps\"],\"latencyMillis\":{\"p99\":60}}");

    assertThat(Isolation.table(folder, 1, 1000)).contains("Fault beside 1,000: 2 gaps");
  }

  @Test
  void shouldNotCompareWithNothing() throws IOException {
    publish(0, 10_000);
    load("1.none", 50, 60);

    assertThatThrownBy(() -> Isolation.table(folder, 1, 1000))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nothing was published");
  }

  private void pair(int pair, long noneNanos, long stuckNanos, int noneMillis, int stuckMillis)
      throws IOException {
    long second = pair * 10L;
    publish(second + 1, noneNanos);
    load(pair + ".none", second, noneMillis);
    publish(second + 4, stuckNanos);
    load(pair + ".stuck", second + 3, stuckMillis);
  }

  /** A hundred publications in that second. */
  private void publish(long second, long nanos) {
    Histogram histogram = new Histogram(3);
    histogram.setStartTimeStamp((EPOCH_SECOND + second) * 1000);
    histogram.setEndTimeStamp((EPOCH_SECOND + second + 1) * 1000);
    histogram.recordValueWithCount(nanos, 100);
    log.outputIntervalHistogram(histogram);
  }

  private void load(String name, long second, int millis) throws IOException {
    Files.writeString(
        folder.resolve(name + ".json"), "{\"latencyMillis\":{\"p99\":" + millis + "}}");
    Files.writeString(
        folder.resolve(name + ".window"),
        (EPOCH_SECOND + second) + " " + (EPOCH_SECOND + second + 2) + "\n");
  }
}
