package tv.relay.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tv.relay.channel.SourceRules;
import tv.relay.server.StartException;
import tv.relay.testing.LogLines;
import tv.relay.testing.NumberedStream;
import tv.relay.testing.Numbering;
import tv.relay.testing.PacketVerifier;
import tv.relay.testing.Programme;
import tv.relay.testing.Script;
import tv.relay.testing.ScriptedUpstream;
import tv.relay.testing.TsClient;

/**
 * A provider whose stream breaks, in all the ways that streams break, and is good again at the next
 * connection: which states the channel passes through, that the client keeps whole packets in
 * order, and what status and events say.
 */
class HostileStreamsTest {
  private static final Programme PROGRAMME = Programme.numbered(1).withBitrateBps(8_000_000);
  private static final int PACKET = NumberedStream.PACKET_BYTES;
  private static final int PACKETS = 2_000;
  private static final long BYTES = (long) PACKETS * PACKET;
  private static final String LOST = "connecting live backoff connecting live";
  private static final String SILENT = "connecting live stalled connecting live";

  private static RunningRelay relay;
  private static LogLines log;

  /** One manner of breaking, and what is said of it. */
  record Case(String name, Script breaks, Script next, String states, String reason) {
    Case(String name, Script breaks, String states, String reason) {
      this(name, breaks, Script.ok(), states, reason);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  @BeforeAll
  static void start() throws StartException {
    log = LogLines.ofRelay();
    relay =
        RunningRelay.relay()
            .ringBytes(4 * 1024 * 1024)
            .stallTimeout(Duration.ofMillis(400))
            .rules(
                new SourceRules(
                    Duration.ofMillis(2_100), Duration.ZERO, Duration.ofSeconds(5), false))
            .start();
  }

  @AfterAll
  static void stop() {
    relay.close();
    log.close();
  }

  static Stream<Case> cases() {
    Script ok = Script.ok().misaligned();
    Script halves = ok.startMidPacket(100);
    String cut = "the source cut the stream short";
    return Stream.of(
        new Case("reset-in-body", ok.resetAfter(BYTES), LOST, "the source reset the connection"),
        new Case("ended", ok.endAfter(BYTES), LOST, "the source ended the stream"),
        new Case("ended-chunked", ok.chunked().endAfter(BYTES), LOST, "ended the stream"),
        new Case("cut-chunked", ok.chunked().cutAfter(BYTES + 7), LOST, cut),
        new Case("half-packets", ok.endAfter(BYTES + 57), halves, LOST, "ended the stream"),
        new Case("length-too-short", length(ok, BYTES + 31), LOST, "ended the stream"),
        new Case("length-too-long", length(ok, 9 * BYTES).cutAfter(BYTES + 99), LOST, cut),
        new Case("http10-cut", Script.http10().cutAfter(BYTES + 3), LOST, "ended the stream"),
        new Case("icy-cut", Script.icy().cutAfter(BYTES + 3), LOST, "ended the stream"),
        new Case("gzip-cut", ok.gzipped().cutAfter(BYTES + 3), LOST, cut),
        new Case("stalled-body", ok.stallAfter(BYTES + 11), SILENT, "sent nothing for the stall"),
        new Case("garbage", ok.garbageAfter(PACKETS), LOST, "is no MPEG-TS"),
        new Case("trickle", ok.slowedAfter(PACKETS, 20), LOST, "too slow: the source brought "));
  }

  private static Script length(Script script, long bytes) {
    return script.header("Content-Length", Long.toString(bytes));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void shouldHoldAClientOver(Case given) throws IOException {
    try (ScriptedUpstream upstream = ScriptedUpstream.start(PROGRAMME, given.breaks, given.next)) {
      String id = "case-" + given.name;
      relay.channel(id, upstream.uri("/live/s3cr3t/1.ts"));
      Story story = new Story(relay, log, id);
      try (TsClient client = TsClient.get(relay.live(id))) {
        upstream.awaitConnections(2);
        RunningRelay.await().untilAsserted(() -> assertThat(story.states()).matches(given.states));
        PacketVerifier verifier = client.awaitMorePackets(1_500).verifier().assertClean();
        assertThat(verifier.gaps()).isLessThanOrEqualTo(1);
        assertThat(verifier.unannouncedBreaks()).isZero();
        assertThat(verifier.timesBackward()).isZero();
        assertThat(verifier.startsAtRandomAccess()).isTrue();
        assertThat(client.ended()).isFalse();
        assertThat(story.states()).isEqualTo(given.states);
      }
      assertThat(story.lastError()).contains(given.reason);
      assertThat(story.source().path("lastError").asText()).contains(given.reason);
      assertThat(story.events()).hasSize(4);
      assertThat(story.events().get(0)).startsWith("connected: live from http://127.0.0.1:");
      assertThat(story.events().get(1)).startsWith("lost: lost: ").contains(given.reason);
      assertThat(story.events().get(2)).startsWith("connected: live after a gap of ");
      assertThat(story.events().get(3)).startsWith("repaired: went on ");
      assertThat(story.events().toString() + relay.status(id)).doesNotContain("s3cr3t");
      assertThat(upstream.requests())
          .extracting(request -> request.target())
          .containsExactly("/live/s3cr3t/1.ts", "/live/s3cr3t/1.ts");
    }
  }

  /** The commonest of all: it ends again and again, and each time repeats the last seconds. */
  @Test
  void shouldTellOfACutterThatRepeatsItself() throws IOException {
    int every = 6_000;
    int repeated = 1_500;
    int cuts = 3;
    int picture = 300;
    // More, since a picture is only seen to be whole when another begins.
    int all = every + cuts * (every - repeated);
    byte[] stream = new NumberedStream(PROGRAMME).next(all + picture);
    try (ScriptedUpstream upstream =
        ScriptedUpstream.start(
            PROGRAMME,
            Numbering.LIVE,
            number -> {
              int from = Math.min(number - 1, cuts) * (every - repeated) * PACKET;
              int to = number > cuts ? stream.length : from + every * PACKET;
              byte[] part = Arrays.copyOfRange(stream, from, to);
              return Script.recorded(part).misaligned().burstBytes(3_000L * PACKET);
            })) {
      relay.channel("cutter", upstream.uri());
      Story story = new Story(relay, log, "cutter");
      try (TsClient client = TsClient.get(relay.live("cutter"))) {
        client.awaitPackets(all).verifier().assertComplete();
        // 282,000 bytes less the picture that was cut off, which had not been published.
        String repair = "repaired: went on without a gap: 2";
        RunningRelay.await()
            .untilAsserted(
                () ->
                    assertThat(story.events())
                        .filteredOn(event -> event.startsWith(repair))
                        .as("of %s", story.events())
                        .hasSizeGreaterThanOrEqualTo(cuts));
        JsonNode seams = story.source().path("seams");
        assertThat(seams.path("trimmedBytes").asLong())
            .isGreaterThanOrEqualTo((long) cuts * (repeated - picture) * PACKET);
        assertThat(story.states()).startsWith("connecting live backoff connecting live backoff");
      }
    }
  }

  /** Its target is valid once, so that each try has to ask the provider for a new one. */
  @Test
  void shouldAskForANewTokenAtEachTry() throws IOException {
    try (ScriptedUpstream edge =
            ScriptedUpstream.start(PROGRAMME, Script.ok().endAfter(BYTES), Script.ok());
        ScriptedUpstream front =
            ScriptedUpstream.start(
                Script.redirect(302, edge.uri("/edge?once=1").toString()),
                Script.redirect(307, edge.uri("/edge?once=2").toString()),
                Script.status(403))) {
      relay.channel("token", front.uri("/own"));
      try (TsClient client = TsClient.get(relay.live("token"))) {
        edge.awaitRequests(2);
        client.awaitPackets(PACKETS + 1_000).verifier().assertClean();
        assertThat(front.requests()).extracting(r -> r.target()).containsExactly("/own", "/own");
        assertThat(edge.requests())
            .extracting(r -> r.target())
            .containsExactly("/edge?once=1", "/edge?once=2");
        assertThat(new Story(relay, log, "token").states()).isEqualTo(LOST);
      }
    }
  }
}
