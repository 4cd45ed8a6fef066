package tv.relay.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tv.relay.server.StartException;
import tv.relay.testing.Http;
import tv.relay.testing.Programme;
import tv.relay.testing.Script;
import tv.relay.testing.ScriptedUpstream;
import tv.relay.testing.TsClient;

/** A viewer's picture survives the source's troubles, and who can't be helped is told why. */
class UpstreamTroubleTest {
  private static final long SOME_BYTES = 188 * 500;

  @Test
  void shouldHoldClientsOverALostSource() throws IOException, StartException {
    Script part = Script.ok().misaligned();
    try (RunningRelay relay = RunningRelay.start();
        ScriptedUpstream upstream =
            ScriptedUpstream.start(
                part.resetAfter(SOME_BYTES + 100), part.chunked().cutAfter(SOME_BYTES + 7), part)) {
      relay.channel("one", upstream.uri());
      try (TsClient first = TsClient.get(relay.live("one"));
          TsClient second = TsClient.get(relay.live("one"))) {
        upstream.awaitConnections(3);
        relay.awaitState("one", "live");
        first.awaitMorePackets(300).verifier().assertClean();
        second.awaitMorePackets(300).verifier().assertClean();
        assertThat(first.verifier().gaps()).isEqualTo(2);
        JsonNode status = relay.status("one");
        assertThat(status.path("upstream").path("reconnects").asInt()).isEqualTo(2);
        // What the source did not send is not what the relay has dropped.
        for (JsonNode client : status.path("clients")) {
          assertThat(client.path("droppedChunks").asLong()).isZero();
        }
      }
      assertThat(upstream.totalConnections()).isEqualTo(3);
    }
  }

  @Test
  void shouldTakeASilentSourceForLost() throws IOException, StartException {
    Duration stall = Duration.ofMillis(400);
    try (RunningRelay relay = RunningRelay.relay().stallTimeout(stall).start();
        ScriptedUpstream upstream = ScriptedUpstream.start(Script.ok().stallAfter(SOME_BYTES))) {
      relay.channel("one", upstream.uri());
      try (TsClient client = TsClient.get(relay.live("one"))) {
        client.awaitPackets(50);
        relay.awaitState("one", "stalled");
        assertThat(relay.status("one").path("upstream").path("lastError").asText())
            .contains("sent nothing for the stall timeout");
        upstream.thenPlay(Script.ok());
        client.awaitPackets(2_000).verifier().assertClean();
        relay.awaitState("one", "live");
      }
    }
  }

  /** Targets of redirects are signed and expire: each try is to ask for a new one. */
  @Test
  void shouldStartEachTryAtTheChannelsOwnUrl() throws IOException, StartException {
    try (RunningRelay relay = RunningRelay.start();
        ScriptedUpstream edge1 = ScriptedUpstream.start(Script.ok().resetAfter(SOME_BYTES));
        ScriptedUpstream edge2 = ScriptedUpstream.start(Programme.numbered(2), Script.ok());
        ScriptedUpstream front =
            ScriptedUpstream.start(
                Script.redirect(302, edge1.uri("/edge?signature=1").toString()),
                Script.redirect(301, edge2.uri("/edge?signature=2").toString()))) {
      relay.channel("one", front.uri("/own"));
      try (TsClient client = TsClient.get(relay.live("one"))) {
        client.verifier().allowStreamChange();
        edge2.awaitRequests(1);
        client.awaitPackets(SOME_BYTES / 188 + 200).verifier().assertClean();
        assertThat(front.requests()).extracting(r -> r.target()).containsExactly("/own", "/own");
        assertThat(edge1.totalConnections()).isEqualTo(1);
        assertThat(edge2.requests().get(0).target()).isEqualTo("/edge?signature=2");
      }
    }
  }

  @Test
  void shouldGiveUpASourceThatDoesNotComeBackAndTryAgainForTheNextClient()
      throws IOException, StartException {
    RelayBuilder impatient = RunningRelay.relay().giveUpAfter(Duration.ofMillis(1_500));
    try (RunningRelay relay = impatient.start();
        ScriptedUpstream upstream =
            ScriptedUpstream.start(Script.ok().endAfter(SOME_BYTES), Script.status(500))) {
      relay.channel("one", upstream.uri());
      try (TsClient client = TsClient.get(relay.live("one"))) {
        client.awaitEnd().verifier().assertComplete().assertCleanToTheEnd();
        // All but the last picture: nobody knows whether that one is whole.
        assertThat(client.verifier().packets()).isBetween(SOME_BYTES / 188 - 60, SOME_BYTES / 188);
        assertThat(client.failure()).isEmpty();
      }
      assertThat(upstream.totalConnections()).isGreaterThanOrEqualTo(2);
      relay.awaitState("one", "failed").awaitClients("one", 0);
      assertThat(relay.status("one").path("upstream").path("lastError").asText())
          .isEqualTo("the source answered 500");
      upstream.thenPlay(Script.ok());
      try (TsClient client = TsClient.get(relay.live("one"))) {
        client.awaitPackets(100).verifier().assertComplete();
      }
    }
  }

  @Test
  void shouldRefuseAClientWhenTheSourceDoesNotAnswerInTime() throws IOException, StartException {
    RelayBuilder impatient = RunningRelay.relay().startTimeout(Duration.ofMillis(500));
    try (RunningRelay relay = impatient.start();
        ScriptedUpstream upstream = ScriptedUpstream.start(Script.silentAccept())) {
      relay.channel("one", upstream.uri());
      assertRefused(relay, "the source has not sent anything in time");
      upstream.awaitOpenConnections(0);
    }
  }

  @Test
  void shouldTellWhyWhenTheSourceRefusesConnections() throws IOException, StartException {
    int nobodyThere;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobodyThere = socket.getLocalPort();
    }
    RelayBuilder impatient = RunningRelay.relay().startTimeout(Duration.ofMillis(800));
    try (RunningRelay relay = impatient.start()) {
      relay.channel("one", "http://127.0.0.1:" + nobodyThere + "/secret/path.ts");
      assertRefused(relay, "http://127.0.0.1:" + nobodyThere + " refuses connections");
      relay.awaitState("one", "failed");
    }
  }

  /** Too many connections, or a panel that restarts: often over in a second. */
  @Test
  void shouldServeAClientWhoseSourceIsAskedInVainFirst() throws IOException, StartException {
    try (RunningRelay relay = RunningRelay.start();
        ScriptedUpstream upstream =
            ScriptedUpstream.start(Script.status(503), Script.status(429), Script.ok())) {
      relay.channel("one", upstream.uri());
      try (TsClient client = TsClient.get(relay.live("one"))) {
        assertThat(client.status()).isEqualTo(200);
        client.awaitPackets(100).verifier().assertComplete();
        assertThat(client.verifier().startsAtRandomAccess()).isTrue();
      }
      assertThat(upstream.totalConnections()).isEqualTo(3);
    }
  }

  private static void assertRefused(RunningRelay relay, String reason) {
    Http.Answer answer = relay.http().get("/live/one.ts");
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.body()).startsWith(reason);
    assertThat(answer.header("Retry-After")).isPresent();
    assertThat(answer.header("Content-Type")).contains("text/plain; charset=utf-8");
    assertThat(relay.status("one").path("clients")).isEmpty();
  }
}
