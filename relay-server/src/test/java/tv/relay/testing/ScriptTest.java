package tv.relay.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class ScriptTest {

  private static final int PACKET = NumberedStream.PACKET_BYTES;
  private static final Programme PROGRAMME = new Programme(7, 8_000_000, 5, false);

  /** What a test does with a client of a script. */
  private interface Check {
    void of(ScriptedUpstream upstream, TsClient client) throws IOException;
  }

  @Test
  void shouldSpeakIcy() throws IOException {
    play(
        Script.icy(),
        (upstream, client) -> {
          assertThat(client.head().startLine()).isEqualTo("ICY 200 OK");
          assertThat(client.header("icy-name")).contains("scripted");
          client.awaitPackets(50).verifier().assertComplete();
        });
  }

  @Test
  void shouldSpeakHttp10() throws IOException {
    play(
        Script.http10(),
        (upstream, client) -> {
          assertThat(client.head().startLine()).isEqualTo("HTTP/1.0 200 OK");
          client.awaitPackets(50).verifier().assertComplete();
        });
  }

  @Test
  void shouldSendOddHeaderLinesWithBareLineFeeds() throws IOException {
    play(
        Script.ok().oddHeaders().bareLineFeeds(),
        (upstream, client) -> {
          assertThat(client.head().headerLines())
              .contains(
                  "this line has no colon", ": no name", "X-Empty:", "X-Folded: one", "\ttwo");
          client.awaitPackets(50).verifier().assertComplete();
        });
  }

  @Test
  void shouldSendItsHeadSlowly() throws IOException {
    long beginNanos = System.nanoTime();
    play(
        Script.ok().slowHeader(Duration.ofMillis(2)),
        (upstream, client) -> {
          int length = client.head().startLine().length();
          assertThat(System.nanoTime() - beginNanos).isGreaterThan(length * 2_000_000L);
        });
  }

  @Test
  void shouldNeverEndItsHead() throws IOException {
    play(
        Script.endlessHeaders(),
        (upstream, client) ->
            assertThat(client.head().headerLines())
                .as("lines of 64 KiB")
                .hasSizeGreaterThan(1_500));
  }

  @Test
  void shouldTakeTheRequestAndNeverAnswer() throws IOException {
    play(
        Script.silentAccept(),
        (upstream, client) -> {
          upstream.awaitRequests(1);
          holds(() -> !client.ended() && upstream.openConnections() == 1);
          upstream.close();
          client.awaitEnd();
          assertThatThrownBy(client::head).hasMessageContaining("ended before the head");
        });
  }

  @Test
  void shouldFrameInChunks() throws IOException {
    play(
        Script.ok().chunked().endAfter(100 * PACKET),
        (upstream, client) -> {
          assertThat(client.header("Transfer-Encoding")).contains("chunked");
          client.awaitEnd().verifier().assertCleanToTheEnd().assertComplete();
          assertThat(client.bytesReceived()).isEqualTo(100 * PACKET);
          assertThat(client.framingError()).isEmpty();
        });
  }

  @Test
  void shouldCutBeforeTheLastChunk() throws IOException {
    play(
        Script.ok().chunked().cutAfter(1_000),
        (upstream, client) ->
            assertThat(client.awaitEnd().framingError()).contains("ended before the last chunk"));
  }

  @Test
  void shouldEndAtTheContentLength() throws IOException {
    play(
        Script.ok().contentLength(1_000),
        (upstream, client) -> {
          assertThat(client.awaitEnd().bytesReceived()).isEqualTo(1_000);
          assertThat(client.framingError()).isEmpty();
        });
  }

  @Test
  void shouldEndBeforeTheContentLength() throws IOException {
    play(
        Script.ok().contentLength(1_000).endAfter(500),
        (upstream, client) ->
            assertThat(client.awaitEnd().framingError()).contains("ended with 500 of 1000 bytes"));
  }

  @Test
  void shouldSendGarbageBeforeTheStream() throws IOException {
    play(
        Script.ok().garbageBefore(500),
        (upstream, client) -> {
          client.awaitBytes(500 + 100 * PACKET);
          assertThat(client.verifier().damages().get(0).offset()).isZero();
          assertThat(client.verifier().firstSequence()).isZero();
          assertThat(client.verifier().missingPackets()).isZero();
        });
  }

  @Test
  void shouldSendGarbageBetweenPackets() throws IOException {
    play(
        Script.ok().garbageEvery(50, 7).endAfter(3 * (50 * PACKET + 7)),
        (upstream, client) -> {
          client.awaitEnd();
          assertThat(client.verifier().damages())
              .extracting(Damage::offset)
              .containsExactly(50L * PACKET, 100L * PACKET + 7, 150L * PACKET + 14);
          assertThat(client.verifier().gaps()).isZero();
        });
  }

  @Test
  void shouldStartInMidPacket() throws IOException {
    play(
        Script.ok().startMidPacket(100),
        (upstream, client) -> {
          PacketVerifier verifier = client.awaitPackets(100).verifier();
          assertThat(verifier.damages()).extracting(Damage::offset).containsExactly(0L);
          assertThat(verifier.gaps()).isZero();
        });
  }

  @Test
  void shouldLetEachWriteEndInsideAPacket() throws IOException {
    List<Integer> ends = new ArrayList<>();
    PacketVerifier verifier = new PacketVerifier();
    BodyPump.Outlet outlet =
        new BodyPump.Outlet() {
          @Override
          public void write(byte[] bytes, int length) {
            verifier.accept(bytes, 0, length);
            ends.add((int) (verifier.bytes() % PACKET));
          }

          @Override
          public void pause(long nanos) {
            // Unpaced: never called.
            throw new AssertionError();
          }
        };
    Plan plan = Script.ok().misaligned().unpaced().endAfter(10_000 * PACKET).plan();
    new BodyPump(plan, new LiveProgramme(PROGRAMME, Numbering.LIVE), outlet).run();

    assertThat(ends.subList(0, ends.size() - 1)).hasSizeGreaterThan(10).doesNotContain(0);
    verifier.assertCleanToTheEnd().assertComplete();
    assertThat(verifier.packets()).isEqualTo(10_000);
  }

  @Test
  void shouldStallAndKeepTheConnection() throws IOException {
    play(
        Script.ok().stallAfter(1_000),
        (upstream, client) -> {
          client.awaitBytes(1_000);
          holds(() -> client.bytesReceived() == 1_000 && !client.ended());
          client.close();
          upstream.awaitOpenConnections(0);
        });
  }

  @Test
  void shouldPauseAndGoOn() throws IOException {
    play(
        Script.ok().pauseAfter(10 * PACKET, Duration.ofMillis(400)),
        (upstream, client) -> {
          client.awaitBytes(10 * PACKET);
          holds(() -> client.bytesReceived() == 10 * PACKET);
          client.awaitPackets(500).verifier().assertComplete();
        });
  }

  @Test
  void shouldReset() throws IOException {
    play(
        Script.ok().resetAfter(50 * PACKET),
        (upstream, client) -> {
          assertThat(client.awaitEnd().failure()).isPresent();
          assertThat(client.bytesReceived()).isLessThanOrEqualTo(50 * PACKET);
        });
  }

  @Test
  void shouldEndInOrder() throws IOException {
    play(
        Script.ok().endAfter(50 * PACKET),
        (upstream, client) -> {
          assertThat(client.awaitEnd().failure()).isEmpty();
          client.verifier().assertCleanToTheEnd().assertComplete();
          assertThat(client.bytesReceived()).isEqualTo(50 * PACKET);
        });
  }

  private static void play(Script script, Check check) throws IOException {
    try (ScriptedUpstream upstream = ScriptedUpstream.start(PROGRAMME, script);
        TsClient client = TsClient.get(upstream.uri())) {
      check.of(upstream, client);
    }
  }

  private static void holds(Callable<Boolean> condition) {
    await().during(Duration.ofMillis(150)).until(condition);
  }
}
