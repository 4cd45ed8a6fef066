package tv.relay.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScriptedUpstreamTest {

  private static final int PACKET = NumberedStream.PACKET_BYTES;
  private static final Programme PROGRAMME = new Programme(7, 8_000_000, 5, false);

  @Test
  void shouldServeAnEndlessStreamAndRecordTheRequest() throws IOException {
    try (ScriptedUpstream upstream = ScriptedUpstream.start(PROGRAMME, Script.ok());
        TsClient client =
            TsClient.request(upstream.uri("/a/b.ts?c=d")).header("User-Agent", "me").connect()) {
      client.awaitPackets(1_000).verifier().assertComplete();

      assertThat(client.status()).isEqualTo(200);
      assertThat(client.header("content-type")).contains("video/mp2t");
      assertThat(client.verifier().startsAtRandomAccess()).isTrue();
      assertThat(upstream.requests()).hasSize(1);
      RecordedRequest request = upstream.requests().get(0);
      assertThat(request.method()).isEqualTo("GET");
      assertThat(request.target()).isEqualTo("/a/b.ts?c=d");
      assertThat(request.header("user-agent")).contains("me");
      assertThat(upstream.newestSequence())
          .isGreaterThanOrEqualTo(client.verifier().lastSequence());
    }
  }

  @Test
  void shouldKeepToTheBitrate() throws IOException {
    try (ScriptedUpstream upstream = ScriptedUpstream.start(PROGRAMME, Script.ok());
        TsClient client = TsClient.get(upstream.uri())) {
      long beginNanos = System.nanoTime();
      client.awaitBytes(500_000);
      assertThat(System.nanoTime() - beginNanos).isGreaterThan(450_000_000L);
    }
  }

  @Test
  void shouldBurstBeforeItKeepsToTheBitrate() throws IOException {
    Programme thin = PROGRAMME.withBitrateBps(100_000);
    try (ScriptedUpstream upstream =
            ScriptedUpstream.start(thin, Script.ok().burstBytes(1_000_000));
        TsClient client = TsClient.get(upstream.uri())) {
      // At its bitrate alone this would take 80 s.
      client.awaitBytes(1_000_000).verifier().assertComplete();
    }
  }

  @Test
  void shouldCountConnectionsAndNoticeTheirEnd() throws IOException {
    try (ScriptedUpstream upstream =
        ScriptedUpstream.start(PROGRAMME, Script.ok(), Script.silentAccept())) {
      TsClient first = TsClient.get(upstream.uri());
      TsClient second = TsClient.get(upstream.uri());
      upstream.awaitConnections(2);
      upstream.awaitOpenConnections(2);
      upstream.awaitRequests(2);
      first.abort();
      upstream.awaitOpenConnections(1);
      second.close();
      upstream.awaitOpenConnections(0);
      assertThat(upstream.totalConnections()).isEqualTo(2);
    }
  }

  @Test
  void shouldLoseWhatWasLiveBetweenTwoConnections() throws IOException {
    try (ScriptedUpstream upstream =
        ScriptedUpstream.start(PROGRAMME, Script.ok().endAfter(100 * PACKET), Script.ok())) {
      PacketVerifier verifier = new PacketVerifier();
      readHundredPackets(upstream, verifier);
      long leftNanos = System.nanoTime();
      await().until(() -> System.nanoTime() - leftNanos > 100_000_000L);
      readHundredPackets(upstream, verifier);
      verifier.assertClean();
      assertThat(verifier.firstSequence()).isZero();
      assertThat(verifier.gaps()).isEqualTo(1);
      // 100 ms at 8 Mbit/s are 531 packets.
      assertThat(verifier.missingOfAllPids()).isBetween(500L, 5_000L);
    }
  }

  @Test
  void shouldRestartItsNumbersWhereTold() throws IOException {
    try (ScriptedUpstream upstream =
        ScriptedUpstream.start(
            PROGRAMME, Numbering.RESTART, Script.ok().endAfter(100 * PACKET), Script.ok())) {
      PacketVerifier verifier = new PacketVerifier();
      readHundredPackets(upstream, verifier);
      readHundredPackets(upstream, verifier);
      assertThat(verifier.damages()).extracting(Damage::kind).contains(Damage.Kind.BACKWARD);
    }
  }

  @Test
  void shouldPlayOtherScriptsFromTheNextConnectionOn() throws IOException {
    try (ScriptedUpstream upstream = ScriptedUpstream.start(Script.status(503), Script.ok())) {
      assertThat(statusOf(upstream)).isEqualTo(503);
      assertThat(statusOf(upstream)).isEqualTo(200);
      upstream.thenPlay(Script.status(404), Script.status(410));
      assertThat(statusOf(upstream)).isEqualTo(404);
      assertThat(statusOf(upstream)).isEqualTo(410);
      assertThat(statusOf(upstream)).isEqualTo(410);
    }
  }

  @Test
  void shouldMeasureHowLongItWasThrottled() throws IOException {
    try (ScriptedUpstream upstream = ScriptedUpstream.start(PROGRAMME, Script.ok().unpaced());
        TsClient client =
            TsClient.request(upstream.uri()).receiveBufferBytes(16_384).stalled().connect()) {
      assertThat(client.status()).isEqualTo(200);
      // Its socket's buffers take a while to fill; then one write blocks.
      await().until(() -> upstream.longestWriteBlockedMillis() > 100);
      client.resume().awaitMorePackets(10_000).verifier().assertComplete();
      assertThat(upstream.longestWriteBlockedMillis()).isGreaterThan(100);
    }
  }

  @Test
  void shouldEndItsThreadsAndConnectionsOnClose() throws IOException {
    ScriptedUpstream upstream =
        ScriptedUpstream.start(PROGRAMME, Script.silentAccept(), Script.ok());
    String name = "scripted-upstream-" + upstream.uri().getPort();
    try (TsClient silent = TsClient.get(upstream.uri());
        TsClient live = TsClient.get(upstream.uri())) {
      upstream.awaitRequests(2);
      assertThat(ProcessCounters.liveThreads(name)).isEqualTo(3);
      upstream.close();
      silent.awaitEnd();
      live.awaitEnd();
      await().until(() -> ProcessCounters.liveThreads(name) == 0);
    }
  }

  @Test
  void shouldAnswerWithStatusHeadersAndBody() throws IOException {
    Script script = Script.status(429, Map.of("Retry-After", "3"), "slow down");
    try (ScriptedUpstream upstream = ScriptedUpstream.start(script);
        TsClient client = TsClient.get(upstream.uri())) {
      assertThat(client.status()).isEqualTo(429);
      assertThat(client.header("Retry-After")).contains("3");
      assertThat(client.awaitEnd().bodyText()).isEqualTo("slow down");
      assertThat(client.framingError()).isEmpty();
    }
  }

  @Test
  void shouldRedirect() throws IOException {
    try (ScriptedUpstream upstream = ScriptedUpstream.start(Script.redirect(302, "/else.ts"));
        TsClient client = TsClient.get(upstream.uri())) {
      assertThat(client.status()).isEqualTo(302);
      assertThat(client.header("Location")).contains("/else.ts");
    }
  }

  @Test
  void shouldServeWhatIsNoStream() throws IOException {
    byte[] bytes = "ID3 and so on ".getBytes(StandardCharsets.US_ASCII);
    try (ScriptedUpstream upstream =
            ScriptedUpstream.start(PROGRAMME, Script.opaque("audio/mpeg", bytes), Script.html());
        TsClient opaque = TsClient.get(upstream.uri())) {
      assertThat(opaque.header("Content-Type")).contains("audio/mpeg");
      assertThat(opaque.awaitBytes(10_000).bodyText()).startsWith("ID3 and so on ID3 and so on ");
      try (TsClient html = TsClient.get(upstream.uri())) {
        assertThat(html.awaitEnd().bodyText()).startsWith("<!DOCTYPE html>");
        assertThat(html.header("Content-Type")).contains("text/html; charset=utf-8");
      }
    }
  }

  private static void readHundredPackets(ScriptedUpstream upstream, PacketVerifier verifier)
      throws IOException {
    long before = verifier.packets();
    try (TsClient client = TsClient.request(upstream.uri()).verifier(verifier).connect()) {
      client.awaitPackets(before + 100);
    }
  }

  private static int statusOf(ScriptedUpstream upstream) throws IOException {
    try (TsClient client = TsClient.get(upstream.uri())) {
      return client.status();
    }
  }
}
