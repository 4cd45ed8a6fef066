package tv.relay.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TsClientTest {

  private static final Programme PROGRAMME = new Programme(7, 8_000_000, 5, false);

  @Test
  void shouldReadTheHeadAndNextToNothingWhileStalled() throws IOException {
    try (ScriptedUpstream upstream = ScriptedUpstream.start(PROGRAMME, Script.ok());
        TsClient client = TsClient.request(upstream.uri()).stalled().connect()) {
      assertThat(client.status()).isEqualTo(200);
      await()
          .during(Duration.ofMillis(150))
          .until(() -> client.bytesReceived() < TsClient.HEAD_READ_BYTES);
      client.resume().awaitPackets(500).verifier().assertComplete();
    }
  }

  @Test
  void shouldReadAsSlowlyAsTold() throws IOException {
    try (ScriptedUpstream upstream = ScriptedUpstream.start(PROGRAMME, Script.ok().unpaced());
        TsClient client = TsClient.request(upstream.uri()).slow(1_000_000).connect()) {
      long beginNanos = System.nanoTime();
      client.awaitBytes(500_000).verifier().assertComplete();
      assertThat(System.nanoTime() - beginNanos).isBetween(400_000_000L, 1_500_000_000L);
    }
  }

  @Test
  void shouldReadAtMostWhatItIsTold() throws IOException {
    try (ScriptedUpstream upstream = ScriptedUpstream.start(PROGRAMME, Script.ok().unpaced());
        TsClient client = TsClient.request(upstream.uri()).readAtMost(100_000).connect()) {
      client.awaitBytes(100_000);
      await().during(Duration.ofMillis(100)).until(() -> client.bytesReceived() == 100_000);
      client.readAtMost(50_000).awaitBytes(150_000);
      await().during(Duration.ofMillis(100)).until(() -> client.bytesReceived() == 150_000);
    }
  }

  @Test
  void shouldStallInTheMidst() throws IOException {
    try (ScriptedUpstream upstream = ScriptedUpstream.start(PROGRAMME, Script.ok());
        TsClient client = TsClient.get(upstream.uri())) {
      client.awaitPackets(100).stalled();
      long[] last = {client.bytesReceived()};
      // One read may be under way still; none follows it.
      await()
          .pollInterval(Duration.ofMillis(50))
          .until(() -> client.bytesReceived() == last[0] || (last[0] = client.bytesReceived()) < 0);
      await().during(Duration.ofMillis(100)).until(() -> client.bytesReceived() == last[0]);
    }
  }

  @Test
  void shouldSendItsMethodAndHeaders() throws IOException {
    try (ScriptedUpstream upstream = ScriptedUpstream.start(Script.status(200));
        TsClient client =
            TsClient.request(upstream.uri("/live/a.ts"))
                .method("HEAD")
                .header("Range", "bytes=0-")
                .header("Host", "relay.test")
                .connect()) {
      client.awaitEnd();
      RecordedRequest request = upstream.requests().get(0);
      assertThat(request.head().startLine()).isEqualTo("HEAD /live/a.ts HTTP/1.1");
      assertThat(request.header("Range")).contains("bytes=0-");
      assertThat(request.header("Host")).contains("relay.test");
    }
  }

  @Test
  void shouldSayWhyItDidNotGetItsPackets() throws IOException {
    try (ScriptedUpstream upstream = ScriptedUpstream.start(Script.ok().endAfter(5 * 188));
        TsClient client = TsClient.get(upstream.uri())) {
      assertThatThrownBy(() -> client.awaitPackets(6))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("ended before packet 6")
          .hasMessageContaining("5 packets");
    }
  }

  @Test
  void shouldLeaveByResetWhenAborted() throws IOException {
    try (ScriptedUpstream upstream = ScriptedUpstream.start(PROGRAMME, Script.ok())) {
      TsClient client = TsClient.get(upstream.uri());
      client.awaitPackets(10);
      client.abort();
      client.awaitEnd();
      upstream.awaitOpenConnections(0);
    }
  }
}
