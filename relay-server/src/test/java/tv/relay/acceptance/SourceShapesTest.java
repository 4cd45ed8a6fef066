package tv.relay.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tv.relay.server.StartException;
import tv.relay.testing.Script;
import tv.relay.testing.ScriptedUpstream;
import tv.relay.testing.TsClient;

/** Whatever shape a source's answer has, clients get whole packets and nothing else. */
class SourceShapesTest {
  private static RunningRelay relay;

  @BeforeAll
  static void start() throws StartException {
    relay = RunningRelay.start();
  }

  @AfterAll
  static void stop() {
    relay.close();
  }

  static Stream<Arguments> wholeStreams() {
    return Stream.of(
        Arguments.of("misaligned", Script.ok().misaligned()),
        Arguments.of("garbage-before", Script.ok().garbageBefore(5_000)),
        Arguments.of("garbage-before-all", Script.ok().garbageBefore(60_000).misaligned()),
        Arguments.of("mid-packet", Script.ok().startMidPacket(100)),
        Arguments.of("chunked", Script.ok().chunked().misaligned()),
        Arguments.of("content-length", Script.ok().contentLength(10_000_000)),
        Arguments.of("http10", Script.http10().misaligned()),
        Arguments.of("icy", Script.icy()),
        Arguments.of("odd-headers", Script.ok().oddHeaders()),
        Arguments.of("line-feeds", Script.ok().bareLineFeeds()),
        Arguments.of("gzip", Script.ok().gzipped()),
        Arguments.of("gzip-chunked", Script.ok().gzipped().chunked().misaligned()),
        Arguments.of("slow-head", Script.ok().slowHeader(Duration.ofMillis(2))),
        Arguments.of("untyped", Script.ok().header("Content-Type", "application/octet-stream")),
        Arguments.of("as-text", Script.ok().header("Content-Type", "text/plain")),
        Arguments.of("partial", Script.ok().statusLine("HTTP/1.1 206 Partial Content")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wholeStreams")
  void shouldRelayEveryPacketOf(String name, Script script) throws IOException {
    try (ScriptedUpstream upstream = ScriptedUpstream.start(script)) {
      relay.channel(name, upstream.uri());
      try (TsClient client = TsClient.get(relay.live(name))) {
        assertThat(client.status()).isEqualTo(200);
        assertThat(client.header("Content-Type")).contains("video/mp2t");
        client.awaitPackets(300).verifier().assertComplete();
        assertThat(client.head().headerLines())
            .noneMatch(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("icy-"));
        assertThat(relay.status(name).path("format").asText()).isEqualTo("mpegts");
      }
      assertThat(upstream.totalConnections()).isEqualTo(1);
    }
  }

  /** The packet before the garbage is given up with it; all others come, whole. */
  @Test
  void shouldLeaveOutGarbageBetweenPackets() throws IOException {
    Script script = Script.ok().garbageEvery(50, 333).misaligned();
    try (ScriptedUpstream upstream = ScriptedUpstream.start(script)) {
      relay.channel("garbage", upstream.uri());
      try (TsClient client = TsClient.get(relay.live("garbage"))) {
        client.awaitPackets(1_000).verifier().assertClean();
        assertThat(client.verifier().missingOfAllPids()).isBetween(15L, 22L);
        assertThat(relay.status("garbage").path("upstream").path("skippedBytes").asLong())
            .isGreaterThanOrEqualTo(15 * 333);
      }
    }
  }

  @Test
  void shouldNotAskForCompressionOrForTitlesInTheStream() throws IOException {
    try (ScriptedUpstream upstream = ScriptedUpstream.start(Script.ok())) {
      relay.channel("request", upstream.uri("/a/b.ts?c=d%20e"));
      try (TsClient client = TsClient.get(relay.live("request"))) {
        client.awaitPackets(10);
      }
      var request = upstream.requests().get(0);
      assertThat(request.method()).isEqualTo("GET");
      assertThat(request.target()).isEqualTo("/a/b.ts?c=d%20e");
      assertThat(request.header("Host")).contains(upstream.uri().getAuthority());
      assertThat(request.header("Accept-Encoding")).isEmpty();
      assertThat(request.header("Icy-MetaData")).isEmpty();
      assertThat(request.header("Range")).isEmpty();
      assertThat(request.header("Upgrade")).isEmpty();
      assertThat(request.header("User-Agent")).hasValueSatisfying(a -> a.startsWith("relay/"));
    }
  }

  @Test
  void shouldRelayWhatIsNoTransportStreamByteForByte() throws IOException {
    byte[] sound = new byte[1_000];
    new java.util.Random(5).nextBytes(sound);
    // Nothing in it may look like a packet.
    for (int i = 0; i < sound.length; i++) {
      sound[i] = sound[i] == 0x47 ? 0x48 : sound[i];
    }
    Script script = Script.opaque("audio/mpeg", sound).header("icy-name", "radio");
    try (ScriptedUpstream upstream = ScriptedUpstream.start(script)) {
      relay.channel("radio", upstream.uri());
      try (TsClient client = TsClient.get(relay.live("radio"))) {
        assertThat(client.header("Content-Type")).contains("audio/mpeg");
        assertThat(client.header("icy-name")).isEmpty();
        client.awaitBytes(50_000);
        byte[] got = client.bodyStart();
        for (int at = 0; at + sound.length <= got.length; at += sound.length) {
          assertThat(Arrays.copyOfRange(got, at, at + sound.length)).isEqualTo(sound);
        }
        assertThat(got.length).isGreaterThanOrEqualTo(8_000);
        assertThat(relay.status("radio").path("format").asText()).isEqualTo("opaque");
      }
    }
  }

  /** A content type is the source's to choose, and may hold anything. */
  @Test
  void shouldNotPassOnAContentTypeThatIsNone() throws IOException {
    Script script = Script.opaque("nonsense without a slash", new byte[1_000]);
    try (ScriptedUpstream upstream = ScriptedUpstream.start(script)) {
      relay.channel("nonsense", upstream.uri());
      try (TsClient client = TsClient.get(relay.live("nonsense"))) {
        assertThat(client.header("Content-Type")).contains("application/octet-stream");
      }
    }
  }
}
