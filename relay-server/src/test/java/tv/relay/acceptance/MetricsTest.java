package tv.relay.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tv.relay.registry.AccountDefinition;
import tv.relay.registry.SourceUrl;
import tv.relay.server.StartException;
import tv.relay.testing.Programme;
import tv.relay.testing.RawExchange;
import tv.relay.testing.Script;
import tv.relay.testing.ScriptedUpstream;
import tv.relay.testing.TsClient;

/** What Prometheus is told: true, bounded, and never less than before. */
class MetricsTest {
  private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z_]+(?:\\{[^}]*})?) (\\S+)$");

  private RunningRelay relay;
  private ScriptedUpstream upstream;

  @BeforeEach
  void start() throws StartException {
    relay = RunningRelay.relay().ringBytes(512 * 1024).linger(Duration.ZERO).start();
    Programme programme = Programme.numbered(1).withBitrateBps(8_000_000).withGopFrames(4);
    upstream = ScriptedUpstream.start(programme, Script.ok());
    relay.channel("one", upstream.uri());
  }

  @AfterEach
  void stop() {
    relay.close();
    upstream.close();
  }

  @Test
  void shouldShowNothingOfAChannelThatNobodyEverAskedFor() {
    for (int i = 0; i < 50; i++) {
      relay.channel("idle" + i, "http://127.0.0.1:9/x");
    }

    String text = relay.http().get("/metrics").body();

    assertThat(text).doesNotContain("channel=\"").contains("relay_channels{state=\"idle\"} 51.0");
  }

  @Test
  void shouldSayWhoHasTheConnectionsOfAnAccount() throws IOException {
    relay.account(
        new AccountDefinition("prov", 2, null, SourceUrl.parse(upstream.uri().toString())));
    try (TsClient client = TsClient.get(relay.live("one"))) {
      client.awaitPackets(100);

      assertThat(metrics())
          .containsEntry("relay_account_connections{account=\"prov\"}", 1.0)
          .containsEntry("relay_account_connections_limit{account=\"prov\"}", 2.0)
          .containsEntry("relay_account_waiting_channels{account=\"prov\"}", 0.0);
    }
  }

  @Test
  void shouldSayHowMuchIsHeldBack() throws IOException {
    relay.admin().patch("/api/v1/channels/one", "{\"reserveSeconds\": 2}");
    try (TsClient client = TsClient.get(relay.live("one"))) {
      client.awaitPackets(100);

      assertThat(metrics())
          .containsEntry("relay_channel_reserve_wanted_seconds{channel=\"one\"}", 2.0);
      RunningRelay.await()
          .until(() -> metrics().get("relay_channel_reserve_seconds{channel=\"one\"}") > 1);
    }
  }

  @Test
  void shouldSayWhatTheStatusSays() throws IOException {
    try (TsClient client = TsClient.get(relay.live("one"))) {
      client.awaitPackets(500);
      long before = relay.status("one").at("/clients/0/sentBytes").asLong();
      Map<String, Double> metrics = metrics();
      long after = relay.status("one").at("/clients/0/sentBytes").asLong();

      assertThat(metrics)
          .containsEntry("relay_channel_clients{channel=\"one\"}", 1.0)
          .containsEntry("relay_clients", 1.0)
          .containsEntry("relay_channel_state{channel=\"one\",state=\"live\"}", 1.0)
          .containsEntry("relay_channel_state{channel=\"one\",state=\"idle\"}", 0.0)
          .containsEntry("relay_channel_active_source{channel=\"one\"}", 1.0)
          .containsEntry(
              "relay_channel_source_events_total{channel=\"one\",event=\"connected\"}", 1.0);
      assertThat(metrics.get("relay_channel_sent_bytes_total{channel=\"one\"}"))
          .isBetween((double) before, (double) after);
      assertThat(metrics.get("relay_channel_received_bytes_total{channel=\"one\"}")).isPositive();
      assertThat(metrics.get("process_open_fds")).isPositive();
      assertThat(metrics.get("jvm_memory_used_bytes{area=\"heap\"}")).isPositive();
    }
  }

  @Test
  void shouldCountFailingListsAndGuidesWithoutAChannel() throws IOException {
    assertThat(metrics()).containsEntry("relay_subscriptions_failing", 0.0);
    for (String kind : List.of("lists", "guides")) {
      relay.admin().put("/api/v1/" + kind + "/none", "{\"file\": \"/nowhere/at-all\"}");
    }
    RunningRelay.await().until(() -> metrics().get("relay_subscriptions_failing") == 2);
    relay.admin().delete("/api/v1/lists/none");
    assertThat(metrics()).containsEntry("relay_subscriptions_failing", 1.0);
    try (TsClient client = TsClient.get(relay.live("one"))) {
      client.awaitPackets(1);
      assertThat(metrics().keySet())
          .anyMatch(name -> name.startsWith("relay_channel_source_events_total"))
          .noneMatch(name -> name.contains("event=\"refresh"));
    }
  }

  /** Through leaves, a lapse into idleness, and a new ring. */
  @Test
  void shouldNeverCountBackwards() throws IOException {
    Map<String, Double> seen = new HashMap<>();
    for (int round = 0; round < 3; round++) {
      try (TsClient slow = slow();
          TsClient fast = TsClient.get(relay.live("one"))) {
        double lostBefore = lost(seen);
        RunningRelay.await().until(() -> lost(grown(seen)) > lostBefore);
        fast.awaitMorePackets(500);
        grown(seen);
        slow.abort();
        RunningRelay.await()
            .until(() -> grown(seen).get("relay_channel_clients{channel=\"one\"}") == 1);
      }
      RunningRelay.await()
          .until(
              () ->
                  grown(seen).get("relay_channel_state{channel=\"one\",state=\"idle\"}") == 1
                      && seen.get("relay_channel_clients{channel=\"one\"}") == 0);
    }
    assertThat(seen)
        .containsEntry("relay_channel_clients_joined_total{channel=\"one\"}", 6.0)
        .containsEntry(
            "relay_channel_source_events_total{channel=\"one\",event=\"connected\"}", 3.0)
        .containsEntry(
            "relay_channel_clients_departed_total{channel=\"one\",reason=\"left\"}", 6.0);
    assertThat(relay.status("one").path("losses").isNull()).as("the status forgets").isTrue();
  }

  @Test
  void shouldAnswerInOpenMetricsWhereThatIsAccepted() throws IOException {
    RawExchange.Reply reply =
        ask("Host: localhost", "Accept: application/openmetrics-text; version=1.0.0");

    assertThat(reply.header("Content-Type").orElseThrow())
        .startsWith("application/openmetrics-text");
    assertThat(reply.body()).endsWith("# EOF\n").contains("# UNIT process_cpu_seconds seconds");
    assertThat(ask("Host: localhost", "Accept: */*").header("Content-Type").orElseThrow())
        .startsWith("text/plain; version=0.0.4");
  }

  @Test
  void shouldBeForThisMachineAndTheToken() throws IOException {
    assertThat(ask("Host: evil.example", "Accept: */*").status()).isEqualTo(401);
    assertThat(ask("Host: localhost", "X-Forwarded-For: 192.0.2.1").status()).isEqualTo(401);
    assertThat(ask("Host: evil.example", "Authorization: Bearer wrong").status()).isEqualTo(401);
    assertThat(ask("Host: evil.example", "Authorization: Bearer " + relay.token()).status())
        .isEqualTo(200);
  }

  @Test
  void shouldBeForAllWhereThatIsAskedFor() throws IOException, StartException {
    try (RunningRelay open = RunningRelay.relay().publicMetrics().start()) {
      String request = "GET /metrics HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n";
      assertThat(RawExchange.exchange(open.address(), request).status()).isEqualTo(200);
    }
  }

  @Test
  void shouldNameNoSourceAndNoClient() throws IOException {
    try (TsClient client =
        TsClient.request(relay.live("one")).header("User-Agent", "hostile\"}").connect()) {
      client.awaitPackets(100);
      assertThat(relay.http().get("/metrics").body())
          .doesNotContain("hostile", upstream.uri().getAuthority(), "http://", "127.0.0.1");
    }
  }

  private RawExchange.Reply ask(String... headers) throws IOException {
    return RawExchange.exchange(
        relay.address(),
        "GET /metrics HTTP/1.1\r\nConnection: close\r\n"
            + String.join("\r\n", headers)
            + "\r\n\r\n");
  }

  private TsClient slow() throws IOException {
    return TsClient.request(relay.live("one")).receiveBufferBytes(16 * 1024).connect().stalled();
  }

  private static double lost(Map<String, Double> metrics) {
    double sum = 0;
    for (String cause : List.of("lag", "lapped")) {
      sum +=
          metrics.getOrDefault(
              "relay_channel_dropped_bytes_total{cause=\"" + cause + "\",channel=\"one\"}", 0.0);
    }
    return sum;
  }

  /** Reads anew into the map, and sees to it that no counter fell. */
  private Map<String, Double> grown(Map<String, Double> seen) {
    Map<String, Double> now = metrics();
    now.forEach(
        (name, value) -> {
          if (name.startsWith("relay_") && name.contains("_total")) {
            assertThat(value).as(name).isGreaterThanOrEqualTo(seen.getOrDefault(name, 0.0));
          }
        });
    assertThat(now.keySet()).as("series that went away").containsAll(seen.keySet());
    seen.putAll(now);
    return seen;
  }

  private Map<String, Double> metrics() {
    Map<String, Double> samples = new HashMap<>();
    Matcher sample = SAMPLE.matcher(relay.http().get("/metrics").body());
    while (sample.find()) {
      samples.put(sample.group(1), Double.parseDouble(sample.group(2)));
    }
    return samples;
  }
}
