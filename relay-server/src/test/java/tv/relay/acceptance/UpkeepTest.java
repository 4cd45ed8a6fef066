package tv.relay.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.relay.testing.Http;
import tv.relay.testing.NumberedStream;
import tv.relay.testing.Numbering;
import tv.relay.testing.PacketVerifier;
import tv.relay.testing.Programme;
import tv.relay.testing.Script;
import tv.relay.testing.ScriptedUpstream;
import tv.relay.testing.TsClient;

/** Channels that are always on, and channels with a reserve. */
class UpkeepTest {
  private static final Programme PROGRAMME = Programme.numbered(1).withBitrateBps(4_000_000);
  private static final int PACKET = NumberedStream.PACKET_BYTES;

  @Test
  void shouldBeConnectedFromTheStartOnWithNobodyWatching(@TempDir Path folder) throws Exception {
    try (ScriptedUpstream upstream = ScriptedUpstream.start(PROGRAMME, Script.ok())) {
      try (RunningRelay relay = RunningRelay.relay().dataDir(folder).start()) {
        put(relay, upstream, "\"alwaysOn\": true");
        relay.awaitState("one", "live");
        assertThat(relay.status("one").path("alwaysOn").asBoolean()).isTrue();
        assertThat(relay.http().get("/playlist.m3u").body()).contains("/live/one.ts");
      }
      try (RunningRelay relay = RunningRelay.relay().dataDir(folder).start()) {
        relay.awaitState("one", "live");
        try (TsClient client = TsClient.get(relay.live("one"))) {
          client.awaitPackets(500).verifier().assertClean();
        }
        relay.awaitClients("one", 0);
        assertThat(relay.status("one").path("state").asText()).isEqualTo("live");
        change(relay, "{\"alwaysOn\": null}");
        relay.awaitState("one", "idle");
        change(relay, "{\"alwaysOn\": true}");
        relay.awaitState("one", "live");
      }
    }
  }

  @Test
  void shouldNotBeGivenUp() throws Exception {
    try (RunningRelay relay = RunningRelay.relay().giveUpAfter(Duration.ofMillis(500)).start();
        ScriptedUpstream upstream =
            ScriptedUpstream.start(
                PROGRAMME,
                Numbering.LIVE,
                number ->
                    number == 1
                        ? Script.ok().endAfter(1_000L * PACKET)
                        : number < 5 ? Script.status(500) : Script.ok())) {
      put(relay, upstream, "\"alwaysOn\": true");
      relay.awaitState("one", "live").awaitState("one", "backoff").awaitState("one", "live");
      assertThat(relay.status("one").path("losses").path("departedClients").asInt()).isZero();
    }
  }

  /** The provider ends every 1.5 s, and is not to be had for 1 s. */
  @Test
  void shouldNotLetViewersSeeThatTheSourceWasAway() throws Exception {
    int every = 4_000;
    int repeated = 1_000;
    int cuts = 3;
    byte[] stream = new NumberedStream(PROGRAMME).next(every + (cuts + 1) * (every - repeated));
    try (RunningRelay relay = RunningRelay.relay().startTimeout(Duration.ofSeconds(20)).start();
        ScriptedUpstream upstream =
            ScriptedUpstream.start(
                PROGRAMME,
                Numbering.LIVE,
                number -> {
                  if (number % 2 == 0) {
                    return Script.status(503);
                  }
                  int from = Math.min(number / 2, cuts) * (every - repeated);
                  // What it has played meanwhile comes at once.
                  return Script.recorded(packets(stream, from, from + every))
                      .burstBytes(number == 1 ? 0 : 3_000L * PACKET);
                })) {
      put(relay, upstream, "\"reserveSeconds\": 3");
      try (TsClient client = TsClient.get(relay.live("one"))) {
        PacketVerifier verifier = client.awaitPackets(9_000).verifier().assertComplete();
        assertThat(verifier.unannouncedBreaks()).isZero();
        assertThat(verifier.timesBackward()).isZero();
        JsonNode status = relay.status("one");
        assertThat(status.path("upstream").path("seams").path("gaps").asInt()).isZero();
        assertThat(status.path("upstream").path("reconnects").asInt()).isGreaterThan(1);
        JsonNode reserve = status.path("ring").path("reserve");
        assertThat(reserve.path("wantedMillis").asInt()).isEqualTo(3_000);
        assertAccountAddsUp(status);
      }
    }
  }

  @Test
  void shouldLetViewersInWhileTheSourceIsAway() throws Exception {
    try (RunningRelay relay = RunningRelay.start();
        ScriptedUpstream upstream =
            ScriptedUpstream.start(
                PROGRAMME,
                Numbering.LIVE,
                number ->
                    number == 1
                        ? Script.ok().burstBytes(2_500_000).endAfter(3_000_000)
                        : Script.status(500))) {
      put(relay, upstream, "\"reserveSeconds\": 4, \"alwaysOn\": true");
      relay.awaitState("one", "live").awaitState("one", "backoff");
      try (TsClient client = TsClient.get(relay.live("one"))) {
        client.awaitPackets(2_000).verifier().assertClean();
        assertThat(relay.status("one").path("upstream").path("reconnects").asInt()).isZero();
      }
    }
  }

  @Test
  void shouldCountTheLagFromWhatIsReleased() throws Exception {
    try (RunningRelay relay = RunningRelay.start();
        ScriptedUpstream upstream =
            ScriptedUpstream.start(PROGRAMME, Script.ok().burstBytes(2_000_000))) {
      put(relay, upstream, "\"reserveSeconds\": 2");
      try (TsClient client = TsClient.get(relay.live("one"))) {
        client.awaitPackets(2_000).verifier().assertClean();
        JsonNode status = relay.status("one");
        assertAccountAddsUp(status);
        assertThat(status.path("clients").path(0).path("lagMillis").asLong()).isLessThan(1_000);
        assertThat(status.path("ring").path("reserve").path("heldMillis").asLong())
            .isBetween(1_500L, 2_500L);
      }
    }
  }

  /** Nothing tells how fast it is to be played: it comes as late as it came. */
  @Test
  void shouldHoldBackWhatIsNoTransportStream() throws Exception {
    byte[] sound = new byte[10_000];
    Arrays.fill(sound, (byte) 0x55);
    try (RunningRelay relay = RunningRelay.relay().reserveWait(Duration.ofSeconds(3)).start();
        ScriptedUpstream upstream =
            ScriptedUpstream.start(PROGRAMME, Script.opaque("audio/mpeg", sound))) {
      put(relay, upstream, "\"reserveSeconds\": 1");
      long asked = System.nanoTime();
      try (TsClient client = TsClient.get(relay.live("one"))) {
        client.awaitBytes(100_000);
        assertThat(Duration.ofNanos(System.nanoTime() - asked))
            .isGreaterThan(Duration.ofSeconds(1));
        assertThat(relay.status("one").path("ring").path("reserve").path("heldMillis").asLong())
            .isBetween(700L, 1_300L);
      }
    }
  }

  private static void put(RunningRelay relay, ScriptedUpstream upstream, String upkeep) {
    String definition = "{\"urls\": [\"" + upstream.uri() + "\"], " + upkeep + "}";
    Http.Answer answer = relay.admin().put("/api/v1/channels/one", definition);
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
  }

  private static void change(RunningRelay relay, String patch) {
    Http.Answer answer = relay.admin().patch("/api/v1/channels/one", patch);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  private static void assertAccountAddsUp(JsonNode status) {
    long head = status.path("ring").path("headSequence").asLong();
    for (JsonNode client : status.path("clients")) {
      assertThat(
              client.path("joinSequence").asLong()
                  + client.path("sentChunks").asLong()
                  + client.path("droppedChunks").asLong()
                  + client.path("lagChunks").asLong())
          .isEqualTo(head);
      assertThat(client.path("lagChunks").asLong()).isNotNegative();
    }
  }

  private static byte[] packets(byte[] stream, int from, int to) {
    return Arrays.copyOfRange(stream, from * PACKET, Math.min(stream.length, to * PACKET));
  }
}
