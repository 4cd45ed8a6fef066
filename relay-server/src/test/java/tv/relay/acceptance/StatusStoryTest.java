package tv.relay.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tv.relay.server.StartException;
import tv.relay.testing.LogLines;
import tv.relay.testing.Programme;
import tv.relay.testing.Script;
import tv.relay.testing.ScriptedUpstream;
import tv.relay.testing.TsClient;

/** The status says what the stream is, and whose fault it is that somebody misses some of it. */
class StatusStoryTest {
  private static final int RECEIVE_BYTES = 16 * 1024;

  /** A random access point each 400 ms. */
  private static final Programme PROGRAMME = new Programme(1, 8_000_000, 10, false);

  private RunningRelay relay;
  private ScriptedUpstream upstream;

  @BeforeEach
  void start() throws StartException {
    relay = RunningRelay.relay().ringBytes(1_000_000).joinCushion(Duration.ofMillis(300)).start();
  }

  @AfterEach
  void stop() {
    relay.close();
    if (upstream != null) {
      upstream.close();
    }
  }

  @Test
  void shouldDescribeTheStream() throws IOException {
    play("one", Script.ok());
    try (TsClient client = TsClient.get(relay.live("one"))) {
      client.awaitPackets(100);
      RunningRelay.await()
          .untilAsserted(
              () ->
                  assertThat(stream("one").path("accessPointIntervalMillis").asLong(-1))
                      .isEqualTo(400));
      JsonNode stream = stream("one");
      assertThat(stream.path("handling").asText()).isEqualTo("joins and skips at access points");
      assertThat(stream.path("packetDistanceBytes").asInt()).isEqualTo(188);
      assertThat(stream.path("programmes"))
          .hasToString(
              "[{\"number\":1,\"pcrPid\":%d,\"streams\":[{\"pid\":%d,\"codec\":\"H.264\"}]}]"
                  .formatted(PROGRAMME.videoPid(), PROGRAMME.videoPid()));
      assertThat(stream.path("continuityErrors").asLong(-1)).isZero();
      assertThat(stream.path("nullPackets").asLong(-1)).isZero();
      assertThat(stream.path("pcrJumps").asLong(-1)).isZero();
      assertThat(stream.path("pcrJitterMillis").asLong(-1)).isBetween(0L, 1_000L);
      assertThat(stream.path("scrambled").asBoolean(true)).isFalse();
    }
  }

  @Test
  void shouldSayHowFarApartTheSourcesPacketsAre() throws IOException {
    play("one", Script.ok().parity());
    try (TsClient client = TsClient.get(relay.live("one"))) {
      client.awaitPackets(100);
      assertThat(stream("one").path("packetDistanceBytes").asInt()).isEqualTo(204);
    }
  }

  @Test
  void shouldSayHowAnOpaqueStreamIsHandled() throws IOException {
    play("one", Script.opaque("audio/mpeg", new byte[8192]));
    try (TsClient client = TsClient.get(relay.live("one"))) {
      client.awaitBytes(8192);
      JsonNode stream = stream("one");
      assertThat(stream.path("handling").asText())
          .isEqualTo("not MPEG-TS: joins at the live edge and skips anywhere");
      assertThat(stream.path("programmes")).isEmpty();
      for (String unknown : List.of("continuityErrors", "packetDistanceBytes", "scrambled")) {
        assertThat(stream.has(unknown)).isTrue();
        assertThat(stream.path(unknown).isNull()).as(unknown).isTrue();
      }
    }
  }

  @Test
  void shouldHaveNothingToSayOfAnIdleChannel() {
    relay.channel("idle", "http://127.0.0.1:1/");
    assertThat(relay.status("idle").path("stream").isNull()).isTrue();
    assertThat(relay.status("idle").path("losses").isNull()).isTrue();
  }

  /**
   * One packet in fifty never reaches the relay: nobody has dropped it, and everybody misses it.
   */
  @Test
  void shouldCountTheSourcesGapsForEachClientSinceItJoined() throws IOException {
    Script script = Script.ok().garbageEvery(50, 333).stallAfter(3_000_000);
    play("one", script);
    try (TsClient first = TsClient.get(relay.live("one"))) {
      first.awaitPackets(8_000);
      try (TsClient second = TsClient.get(relay.live("one"))) {
        second.awaitPackets(1_000);
        RunningRelay.await()
            .untilAsserted(
                () -> {
                  assertThat(first.verifier().missingOfAllPids()).isGreaterThan(250);
                  assertSameGaps(first, relay.clients("one").get(0));
                  assertSameGaps(second, relay.clients("one").get(1));
                });
        assertThat(second.verifier().missingOfAllPids())
            .isLessThan(first.verifier().missingOfAllPids() - 50);
        // The stream may flow on: what is compared is of one answer.
        JsonNode channel = relay.status("one");
        assertThat(channel.path("stream").path("continuityErrors").asLong())
            .isCloseTo(channel.path("clients").get(0).path("sourceGaps").asLong(), within(1L));
        for (JsonNode client : channel.path("clients")) {
          assertThat(client.path("droppedChunks").asLong()).isZero();
          assertThat(client.path("sourceReconnects").asLong()).isZero();
        }
      }
    }
  }

  /** But for tables at the very end, whose gap shows when the next ones come. */
  private static void assertSameGaps(TsClient client, JsonNode account) {
    long missing = client.verifier().missingOfAllPids();
    assertThat(account.path("lagChunks").asLong()).isZero();
    assertThat(account.path("sourceGaps").asLong()).isBetween(missing - 2, missing + 2);
  }

  @Test
  void shouldCountTheSourcesReconnectsForEachClientSinceItJoined() throws IOException {
    Script part = Script.ok().endAfter(200_000);
    play("one", part, Script.ok());
    try (TsClient first = TsClient.get(relay.live("one"))) {
      upstream.awaitConnections(2);
      relay.awaitState("one", "live");
      RunningRelay.await()
          .until(() -> relay.status("one").path("upstream").path("reconnects").asInt() == 1);
      try (TsClient second = TsClient.get(relay.live("one"))) {
        first.awaitPackets(1_100);
        second.awaitPackets(100);
        List<JsonNode> clients = relay.clients("one");
        assertThat(clients.get(0).path("sourceReconnects").asLong(-1)).isEqualTo(1);
        assertThat(clients.get(1).path("sourceReconnects").asLong(-1)).isZero();
        // Another connection's counters may be anything.
        assertThat(stream("one").path("continuityErrors").asLong(-1)).isZero();
      }
    }
  }

  @Test
  void shouldSumUpThePresentAndTheDeparted() throws IOException {
    play("sums", Script.ok());
    try (LogLines log = LogLines.ofRelay();
        TsClient fast = TsClient.get(relay.live("sums"));
        TsClient stays = slow("stays");
        TsClient leaves = slow("leaves")) {
      RunningRelay.await()
          .until(() -> lost("stays") > 1_000 && lost("leaves") > 1_000 && skips("stays") > 0);
      stays.fast();
      leaves.fast();
      stays.awaitMorePackets(2_000);
      leaves.awaitMorePackets(2_000);
      JsonNode left = named("leaves");
      leaves.abort();
      relay.awaitClients("sums", 2);

      JsonNode channel = relay.status("sums");
      JsonNode losses = channel.path("losses");
      JsonNode stayed = named(channel, "stays");
      for (String sum : List.of("droppedChunks", "droppedBytes", "skips", "lateSkips")) {
        assertThat(losses.path(sum).asLong(-1))
            .as(sum)
            .isEqualTo(stayed.path(sum).asLong() + left.path(sum).asLong());
      }
      assertThat(losses.path("droppedMillis").asLong())
          .isBetween(
              stayed.path("droppedMillis").asLong() + left.path("droppedMillis").asLong(),
              stayed.path("droppedMillis").asLong() + left.path("droppedMillis").asLong() + 1);
      assertThat(losses.path("longestSkipMillis").asLong())
          .isEqualTo(
              Math.max(
                  stayed.path("longestSkipMillis").asLong(),
                  left.path("longestSkipMillis").asLong()))
          .isPositive();
      assertThat(losses.path("longestSkipChunks").asLong()).isPositive();
      assertThat(losses.path("departedClients").asLong()).isEqualTo(1);
      assertThat(losses.path("lastDropSecondsAgo").isNumber()).isTrue();
      assertThat(losses.path("lateSkips").asLong(-1)).as("of clients that took nothing").isZero();
      assertThat(stayed.path("longestSkipChunks").asLong())
          .isBetween(1L, stayed.path("droppedChunks").asLong());
      long byCause = 0;
      for (JsonNode chunks : losses.path("drops")) {
        byCause += chunks.asLong();
      }
      assertThat(byCause).isEqualTo(losses.path("droppedChunks").asLong());
      fast.verifier().assertComplete();

      assertThat(log.lines())
          .anyMatch(line -> line.contains("channel sums: client ") && line.contains("(stays): "));
    }
  }

  private void play(String id, Script... scripts) {
    upstream = ScriptedUpstream.start(PROGRAMME, scripts);
    relay.channel(id, upstream.uri());
  }

  private TsClient slow(String name) throws IOException {
    return TsClient.request(relay.live("sums"))
        .receiveBufferBytes(RECEIVE_BYTES)
        .header("User-Agent", name)
        .connect()
        .stalled();
  }

  private long lost(String name) {
    return named(name).path("droppedChunks").asLong();
  }

  private long skips(String name) {
    return named(name).path("skips").asLong();
  }

  private JsonNode named(String name) {
    return named(relay.status("sums"), name);
  }

  private static JsonNode named(JsonNode channel, String name) {
    return Stream.iterate(0, i -> i + 1)
        .limit(channel.path("clients").size())
        .map(i -> channel.path("clients").get(i))
        .filter(client -> client.path("userAgent").asText().equals(name))
        .findFirst()
        .orElse(channel.path("none"));
  }

  private JsonNode stream(String id) {
    return relay.status(id).path("stream");
  }
}
