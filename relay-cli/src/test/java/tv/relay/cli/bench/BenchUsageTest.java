package tv.relay.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tv.relay.cli.bench.source.BenchSource;
import tv.relay.cli.testing.Run;

/** What is wrong with what was typed, or with what the load meets, is said. */
@Timeout(120)
final class BenchUsageTest {
  @ParameterizedTest
  @CsvSource({
    "'', What is to be loaded",
    "--url https://a/, http://HOST:PORT/PATH",
    "--url nonsense, http://HOST:PORT/PATH",
    "--url http://127.0.0.1/ --clients 0, No clients",
    "--url http://127.0.0.1/ --clients many, a whole number",
    "--url http://127.0.0.1/ --clients 0 --slow 1 --zap 3, --zap is for fast clients",
    "--url http://127.0.0.1/ --zap often, how often a second",
    "--url http://127.0.0.1/ --rate 8MB, not a bit rate",
    "--url http://127.0.0.1/ --slow-rate 1k, out of range",
    "--url http://127.0.0.1/ --pid x, a whole number",
    "source --channels 0, from 1 to 1000",
    "source --unalign 101, from 0 to 100",
  })
  void shouldSayWhatIsWrongWithAnOption(String options, String message) {
    Run run = Run.relay(("bench " + options).strip().split(" "));

    assertThat(run.exitCode()).as(run.toString()).isEqualTo(2);
    assertThat(run.err()).contains(message);
  }

  @Test
  void shouldSayThatNoRelayIsThere() {
    Run run = Run.relay("bench", "--url", "http://127.0.0.1:1/", "--clients", "2");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).contains("http://127.0.0.1:1/", "2 × Connection refused");
  }

  @Test
  void shouldSayThatTheStreamIsRefused() throws Exception {
    try (BenchSource source = BenchCommandTest.source(1)) {
      Run run =
          Run.relay("bench", "--url", BenchCommandTest.url(source, "/7.ts"), "--clients", "2");

      assertThat(run.exitCode()).isEqualTo(4);
      assertThat(run.err()).contains("2 × HTTP status 404");
    }
  }

  @Test
  void shouldSayWhatToDoWhenTooFewFilesMayBeOpen() {
    Run run = Run.relay("bench", "--url", "http://127.0.0.1:1/", "--clients", "100000");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).containsAnyOf("ulimit -n", "ip_local_port_range");
  }

  @Test
  void shouldSayThatTheProcessIsNotThere() {
    Run run = Run.relay("bench", "--url", "http://127.0.0.1:1/", "--pid", "99999999");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("no process 99999999", "--pid");
  }

  @Test
  void shouldTakeUrlsFromTheEnvironmentOneALine() {
    Run run =
        Run.with(
            Map.of("RELAY_BENCH_URLS", "http://127.0.0.1:1/a\nhttp://127.0.0.1:1/b"),
            "bench",
            "--clients",
            "2");

    assertThat(run.err()).contains("http://127.0.0.1:1/a and the others");
  }
}
