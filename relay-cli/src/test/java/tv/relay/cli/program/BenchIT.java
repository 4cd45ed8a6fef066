package tv.relay.cli.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tv.relay.cli.testing.Run;
import tv.relay.testing.Http;

/** {@code relay bench} and its source, each a process of its own, against a relay. */
@Timeout(180)
final class BenchIT {
  private static final Pattern LISTENS = Pattern.compile("listens on (127\\.0\\.0\\.1:\\d+)");

  @TempDir private Path folder;

  @Test
  void shouldFindThisRelayWholeAndItsCostPlausible() throws Exception {
    try (ChildProcess source =
            BuiltRelay.serving(
                JavaHome.current(),
                folder,
                "bench",
                "source",
                "--listen",
                "127.0.0.1:0",
                "--rate",
                "2M",
                "--unalign",
                "50");
        ChildProcess relay = BuiltRelay.onAFreePort(folder, folder.resolve("data"))) {
      String server = "http://" + listens(relay);
      Run added =
          BuiltRelay.command(
              folder,
              Map.of(),
              "channel",
              "add",
              "bench",
              "http://" + listens(source) + "/0.ts",
              "--server",
              server,
              "--data-dir",
              folder.resolve("data").toString());
      assertThat(added.exitCode()).as(added.toString()).isZero();

      Run run =
          BuiltRelay.command(
              folder,
              Map.of(),
              "bench",
              "--url",
              server + "/live/bench.ts",
              "--rate",
              "2M",
              "--clients",
              "20",
              "--slow",
              "3",
              "--slow-rate",
              "500k",
              "--stalled",
              "3",
              "--warm-up",
              "3s",
              "--duration",
              "4s",
              "--pid",
              Long.toString(relay.pid()),
              "--json");

      JsonNode said = new ObjectMapper().readTree(run.out());
      assertThat(said.at("/fast/packets/gaps").asInt(-1)).as(run.toString()).isZero();
      assertThat(said.at("/fast/packets/checked").asLong()).isGreaterThan(30_000);
      for (String group : new String[] {"fast", "slow", "stalled"}) {
        assertThat(said.at("/" + group + "/packetsWithDrain/corrupt").asInt(-1)).isZero();
        assertThat(said.at("/" + group + "/packetsWithDrain/misaligned").asInt(-1)).isZero();
      }
      // 20 clients of 2 Mbit/s for 4 s, and the slow ones a quarter of that.
      assertThat(said.at("/deliveredBytes").asDouble()).isBetween(18e6, 24e6);
      assertThat(said.at("/relay/cpuSecondsPerGigabyte").asDouble()).isBetween(0.01, 100.0);
      assertThat(said.at("/relay/residentBytes").asLong()).isBetween(30_000_000L, 600_000_000L);
      assertThat(said.at("/relay/openFiles").asInt()).isGreaterThan(26);
      assertThat(said.at("/latencyMillis/p50").asDouble()).isBetween(0.1, 1_000.0);
      assertThat(said.at("/firstAccessPointMillis/count").asInt()).isPositive();
      assertThat(run.exitCode()).isEqualTo(said.path("good").asBoolean() ? 0 : 1);
      Http.Answer stats = Http.at(java.net.URI.create("http://" + listens(source))).get("/stats");
      assertThat(new ObjectMapper().readTree(stats.body()).path("skippedBytes").asInt(-1)).isZero();

      source.terminate();
      assertThat(source.awaitEnd(Duration.ofSeconds(20)).exitCode()).isZero();
    }
  }

  private static String listens(ChildProcess process) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> !process.running() || process.out().contains("Ctrl-C"));
    Matcher matcher = LISTENS.matcher(process.out());
    assertThat(matcher.find()).as(process.toString()).isTrue();
    return matcher.group(1);
  }
}
