package tv.relay.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tv.relay.server.StartException;
import tv.relay.testing.Programme;
import tv.relay.testing.Script;
import tv.relay.testing.ScriptedUpstream;
import tv.relay.testing.TsClient;

/** A channel is connected while somebody watches and a while longer, and follows its definition. */
class ChannelLifeTest {

  @Test
  void shouldKeepTheSourceForALingerAfterTheLastClient() throws IOException, StartException {
    Duration linger = Duration.ofSeconds(1);
    try (RunningRelay relay = RunningRelay.relay().linger(linger).start();
        ScriptedUpstream upstream = ScriptedUpstream.start(Script.ok())) {
      relay.channel("one", upstream.uri());
      TsClient first = TsClient.get(relay.live("one"));
      TsClient last = TsClient.get(relay.live("one"));
      first.awaitPackets(20);
      last.awaitPackets(20);
      first.close();
      relay.awaitClients("one", 1);
      long leftNanos = System.nanoTime();
      last.close();
      relay.awaitClients("one", 0);
      relay.awaitState("one", "idle");
      assertThat(Duration.ofNanos(System.nanoTime() - leftNanos)).isGreaterThan(linger);
      upstream.awaitOpenConnections(0);
      assertThat(relay.status("one").path("ring").isNull()).isTrue();
      assertThat(upstream.totalConnections()).isEqualTo(1);
    }
  }

  @Test
  void shouldTakeTheSameConnectionForWhoComesBackInTheLinger() throws IOException, StartException {
    try (RunningRelay relay = RunningRelay.relay().linger(Duration.ofMillis(1_500)).start();
        ScriptedUpstream upstream = ScriptedUpstream.start(Script.ok())) {
      relay.channel("one", upstream.uri());
      for (int visit = 0; visit < 4; visit++) {
        try (TsClient client = TsClient.get(relay.live("one"))) {
          client.awaitPackets(30).verifier().assertComplete();
        }
        relay.awaitClients("one", 0);
        assertThat(relay.status("one").path("state").asText()).isEqualTo("lingering");
      }
      // More than a linger after the first has left: a visit puts the end off.
      try (TsClient client = TsClient.get(relay.live("one"))) {
        client.awaitPackets(2_000_000 / 8 / 188 * 2).verifier().assertComplete();
      }
      assertThat(upstream.totalConnections()).isEqualTo(1);
    }
  }

  @Test
  void shouldConnectAnewForWhoComesAfterTheLinger() throws IOException, StartException {
    try (RunningRelay relay = RunningRelay.start();
        ScriptedUpstream upstream = ScriptedUpstream.start(Script.ok())) {
      relay.channel("one", upstream.uri());
      long head = 0;
      for (int visit = 1; visit <= 3; visit++) {
        try (TsClient client = TsClient.get(relay.live("one"))) {
          client.awaitPackets(50).verifier().assertComplete();
          JsonNode joined = relay.clients("one").get(0).path("joinSequence");
          // Sequences never restart while the channel lives.
          assertThat(joined.asLong()).isGreaterThanOrEqualTo(head);
          head = relay.status("one").path("ring").path("headSequence").asLong();
        }
        relay.awaitState("one", "idle");
        upstream.awaitOpenConnections(0);
        assertThat(upstream.totalConnections()).isEqualTo(visit);
      }
    }
  }

  /** Nothing can be written to who waits, so leaving has to be seen by reading. */
  @Test
  void shouldLetGoOfASilentSourceWhenTheClientThatWaitsLeaves() throws IOException, StartException {
    try (RunningRelay relay = RunningRelay.relay().startTimeout(Duration.ofSeconds(60)).start();
        ScriptedUpstream upstream = ScriptedUpstream.start(Script.silentAccept())) {
      relay.channel("one", upstream.uri());
      TsClient waiting = TsClient.get(relay.live("one"));
      upstream.awaitRequests(1);
      assertThat(relay.status("one").path("state").asText()).isEqualTo("connecting");
      waiting.abort();
      upstream.awaitOpenConnections(0);
      relay.awaitState("one", "idle");
      assertThat(upstream.totalConnections()).isEqualTo(1);
    }
  }

  @Test
  void shouldGoOnAtTheNewSourceWhenAWatchedChannelIsEdited() throws IOException, StartException {
    Programme second = Programme.numbered(2).asOtherSource();
    try (RunningRelay relay = RunningRelay.start();
        ScriptedUpstream before = ScriptedUpstream.start(Script.ok().misaligned());
        ScriptedUpstream after = ScriptedUpstream.start(second, Script.ok().misaligned())) {
      put(relay, "{\"urls\":[\"" + before.uri() + "\"]}");
      try (TsClient client = TsClient.get(relay.live("one"))) {
        client.verifier().allowStreamChange();
        client.awaitPackets(200);
        put(relay, "{\"urls\":[\"" + after.uri() + "\"]}");
        after.awaitRequests(1);
        before.awaitOpenConnections(0);
        client.awaitMorePackets(300).verifier().assertClean();
        assertThat(after.totalConnections()).isEqualTo(1);
        assertThat(before.totalConnections()).isEqualTo(1);
        relay.awaitState("one", "live").awaitClients("one", 1);
        assertThat(relay.clients("one").get(0).path("droppedChunks").asLong()).isZero();
      }
    }
  }

  @Test
  void shouldSendAnEditedHeaderToTheSourceOfAWatchedChannel() throws IOException, StartException {
    try (RunningRelay relay = RunningRelay.start();
        ScriptedUpstream upstream = ScriptedUpstream.start(Script.ok())) {
      String url = "{\"urls\":[\"" + upstream.uri() + "\"]";
      put(relay, url + "}");
      try (TsClient client = TsClient.get(relay.live("one"))) {
        client.awaitPackets(50);
        put(relay, url + ",\"headers\":{\"X-Key\":\"7\"},\"userAgent\":\"Box/1\"}");
        upstream.awaitRequests(2);
        assertThat(upstream.requests().get(1).header("X-Key")).contains("7");
        assertThat(upstream.requests().get(1).header("User-Agent")).contains("Box/1");
        client.awaitMorePackets(100).verifier().assertClean();
      }
    }
  }

  @Test
  void shouldNotDisturbTheStreamWhenOnlyTextsAreEdited() throws IOException, StartException {
    try (RunningRelay relay = RunningRelay.start();
        ScriptedUpstream upstream = ScriptedUpstream.start(Script.ok())) {
      String url = "{\"urls\":[\"" + upstream.uri() + "\"]";
      put(relay, url + "}");
      try (TsClient client = TsClient.get(relay.live("one"))) {
        client.awaitPackets(50);
        put(relay, url + ",\"title\":\"News\",\"group\":\"A;B\",\"number\":7}");
        assertThat(relay.status("one").path("title").asText()).isEqualTo("News");
        client.awaitMorePackets(300).verifier().assertComplete();
        assertThat(upstream.totalConnections()).isEqualTo(1);
      }
    }
  }

  @Test
  void shouldEndClientsOnAWholePacketWhenTheirChannelIsRemoved()
      throws IOException, StartException {
    try (RunningRelay relay = RunningRelay.start();
        ScriptedUpstream upstream = ScriptedUpstream.start(Script.ok().misaligned())) {
      relay.channel("one", upstream.uri()).channel("other", upstream.uri());
      try (TsClient client = TsClient.get(relay.live("one"));
          TsClient other = TsClient.get(relay.live("other"))) {
        client.awaitPackets(200);
        other.awaitPackets(50);
        assertThat(relay.admin().delete("/api/v1/channels/one").status()).isEqualTo(204);
        client.awaitEnd().verifier().assertComplete().assertCleanToTheEnd();
        assertThat(client.failure()).isEmpty();
        upstream.awaitOpenConnections(1);
        assertThat(relay.http().get("/live/one.ts").status()).isEqualTo(404);
        assertThat(relay.http().get("/status/one").status()).isEqualTo(404);
        other.awaitMorePackets(200).verifier().assertComplete();
      }
    }
  }

  private static void put(RunningRelay relay, String json) {
    assertThat(relay.admin().put("/api/v1/channels/one", json).status()).isIn(200, 201);
  }
}
