package tv.relay.cli.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tv.relay.cli.testing.Run;
import tv.relay.testing.CiRule;
import tv.relay.testing.Http;

/** The metrics, the alerts and the dashboard against a real Prometheus and its promtool. */
@Timeout(180)
final class PrometheusIT {
  private static final Path SAMPLES =
      Path.of(System.getProperty("basedir", "."), "..", "samples").toAbsolutePath().normalize();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern METRIC = Pattern.compile("\\b(?:relay|process|jvm)_[a-z_]+");

  @TempDir private static Path folder;

  private static DemoProcess demo;

  @BeforeAll
  static void start() throws Exception {
    for (String program : List.of("prometheus", "promtool")) {
      if (!installed(program)) {
        CiRule.missing(program + " isn't installed; on Debian: apt-get install prometheus");
      }
    }
    demo = DemoProcess.start(folder);
  }

  @AfterAll
  static void stop() {
    if (demo != null) {
      demo.close();
    }
  }

  @Test
  void shouldHaveMetricsThatPromtoolFindsNoFaultWith() throws Exception {
    Path metrics = Files.writeString(folder.resolve("metrics.txt"), scraped());

    ProcessBuilder promtool = new ProcessBuilder("promtool", "check", "metrics");
    promtool.redirectInput(metrics.toFile()).redirectErrorStream(true);
    Process process = promtool.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).isEmpty();
  }

  @Test
  void shouldHaveAlertsThatRingWhenTheyShould() throws Exception {
    for (List<String> check :
        List.of(
            List.of("check", "config", "prometheus.yml"),
            List.of("check", "rules", "relay-alerts.yml"),
            List.of("test", "rules", "relay-alerts-test.yml"))) {
      List<String> command = new ArrayList<>(List.of("promtool"));
      command.addAll(check.subList(0, 2));
      command.add(SAMPLES.resolve("prometheus").resolve(check.get(2)).toString());
      try (ChildProcess promtool = ChildProcess.start(folder, command, Map.of())) {
        Run run = promtool.awaitEnd(Duration.ofSeconds(30));
        assertThat(run.exitCode()).as(run.toString()).isZero();
      }
    }
  }

  /** A dashboard of metrics that were renamed meanwhile shows nothing, and says nothing. */
  @Test
  void shouldHaveEachMetricThatDashboardAndAlertsAskFor() throws Exception {
    // Only registered accounts have series.
    Run account = demo.command("account", "add", "prov", "--max-connections", "1");
    assertThat(account.exitCode()).as(account.toString()).isZero();
    try (LiveReader client = LiveReader.connect(demo.liveUrl())) {
      client.read(90_000);
      String metrics = scraped();
      for (String sample : List.of("grafana/relay.json", "prometheus/relay-alerts.yml")) {
        Matcher metric = METRIC.matcher(Files.readString(SAMPLES.resolve(sample)));
        int count = 0;
        while (metric.find()) {
          assertThat(metrics).as(sample).containsPattern("(?m)^" + metric.group() + "[{ ]");
          count++;
        }
        assertThat(count).isGreaterThan(9);
      }
    }
    JsonNode dashboard = JSON.readTree(SAMPLES.resolve("grafana/relay.json").toFile());
    assertThat(dashboard.path("panels")).hasSizeGreaterThan(10);
    assertThat(dashboard.path("panels"))
        .allSatisfy(panel -> assertThat(panel.path("targets")).isNotEmpty());
  }

  @Test
  void shouldLetPrometheusFindALoss() throws Exception {
    int port = freePort();
    Path config =
        Files.writeString(
            folder.resolve("prometheus.yml"),
            """
            global: {scrape_interval: 1s, scrape_timeout: 1s}
            scrape_configs:
              - job_name: relay
                static_configs: [{targets: ["RELAY"]}]
            """
                .replace("RELAY", demo.liveUrl().getAuthority()));
    List<String> command =
        List.of(
            "prometheus",
            "--config.file=" + config,
            "--storage.tsdb.path=" + folder.resolve("tsdb"),
            "--web.listen-address=127.0.0.1:" + port);
    try (ChildProcess prometheus = ChildProcess.start(folder, command, Map.of());
        Socket slow = new Socket()) {
      slow.setReceiveBufferSize(4096);
      slow.connect(new InetSocketAddress("127.0.0.1", demo.liveUrl().getPort()));
      slow.getOutputStream()
          .write(
              "GET /live/demo.ts HTTP/1.1\r\nHost: localhost\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      String loss = "sum by (channel) (relay_channel_dropped_bytes_total{cause!=\"join\"})";
      await()
          .atMost(Duration.ofSeconds(90))
          .pollInterval(Duration.ofMillis(500))
          .untilAsserted(
              () -> {
                // A quarter of what the clip brings.
                slow.getInputStream().readNBytes(8192);
                JsonNode result = query(port, loss);
                assertThat(result.path("metric").path("channel").asText())
                    .as("%s %s", result, prometheus)
                    .isEqualTo("demo");
                assertThat(result.path("value").path(1).asDouble()).isPositive();
              });
      assertThat(query(port, "up{job=\"relay\"}").path("value").path(1).asText()).isEqualTo("1");
      double known = query(port, loss).path("value").path(1).asDouble();
      double now = demo.status().at("/channels/0/losses/droppedBytes").asDouble();
      assertThat(known).isLessThanOrEqualTo(now);
    }
  }

  private static JsonNode query(int port, String query) throws IOException {
    URI prometheus = URI.create("http://127.0.0.1:" + port);
    Http.Answer answer =
        Http.at(prometheus)
            .get("/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
    return JSON.readTree(answer.body()).path("data").path("result").path(0);
  }

  private static String scraped() {
    return Http.at(demo.liveUrl()).get("/metrics").body();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean installed(String program) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(program, "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
