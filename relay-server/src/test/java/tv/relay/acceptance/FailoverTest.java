package tv.relay.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tv.relay.server.StartException;
import tv.relay.testing.Http;
import tv.relay.testing.Programme;
import tv.relay.testing.Script;
import tv.relay.testing.ScriptedUpstream;
import tv.relay.testing.TsClient;

/** A channel's list of sources: which one plays, and what is told about the others. */
class FailoverTest {
  private static final long SOME_BYTES = 188 * 500;
  private static final Programme OTHER = Programme.numbered(2).asOtherSource();

  @Test
  void shouldGoOverToTheNextSourceAfterTheTriesOfTheFirst() throws IOException, StartException {
    Script dies = Script.ok().misaligned().resetAfter(SOME_BYTES);
    try (RunningRelay relay = RunningRelay.relay().triesPerSource(2).start();
        ScriptedUpstream first = ScriptedUpstream.start(dies, Script.status(500));
        ScriptedUpstream second = ScriptedUpstream.start(OTHER, Script.ok())) {
      relay.channel("one", first.uri("/secret"), second.uri("/secret"));
      try (TsClient client = TsClient.get(relay.live("one"))) {
        client.verifier().allowStreamChange();
        second.awaitRequests(1);
        client.awaitPackets(SOME_BYTES / 188 + 300).verifier().assertClean();
        relay.awaitState("one", "live");
        JsonNode sources = relay.status("one").path("sources");
        assertThat(sources.path(0).path("state").asText()).isEqualTo("cooling");
        assertThat(sources.path(0).path("coolingSeconds").asInt()).isBetween(1, 10);
        assertThat(sources.path(0).path("tries").asInt()).isEqualTo(2);
        assertThat(sources.path(0).path("lastError").asText()).contains("answered 500");
        assertThat(sources.path(1).path("state").asText()).isEqualTo("live");
        assertThat(sources.path(1).path("coolingSeconds").isNull()).isTrue();
        assertThat(sources.toString()).doesNotContain("secret");
      }
      assertThat(first.totalConnections()).isEqualTo(2);
      assertThat(kinds(relay)).startsWith("connected", "lost", "failed", "failover", "connected");
      assertThat(texts(relay).get(4))
          .matches("live after a gap of [0-9.]+ s from source 2 of 2, .*");
    }
  }

  /** Waiting would change nothing about a 404, and the second source has the programme. */
  @Test
  void shouldLeaveASourceThatSaysNoAtOnce() throws IOException, StartException {
    try (RunningRelay relay = RunningRelay.start();
        ScriptedUpstream gone = ScriptedUpstream.start(Script.status(404));
        ScriptedUpstream page = ScriptedUpstream.start(Script.html());
        ScriptedUpstream good = ScriptedUpstream.start(Script.ok())) {
      relay.channel("one", gone.uri(), page.uri(), good.uri());
      try (TsClient client = TsClient.get(relay.live("one"))) {
        client.awaitPackets(200).verifier().assertComplete();
      }
      assertThat(gone.totalConnections()).isEqualTo(1);
      assertThat(page.totalConnections()).isEqualTo(1);
    }
  }

  @Test
  void shouldTellWhatIsWrongWithEachSourceWhenNoneWorks() throws IOException, StartException {
    try (RunningRelay relay = RunningRelay.start();
        ScriptedUpstream gone = ScriptedUpstream.start(Script.status(404));
        ScriptedUpstream denied = ScriptedUpstream.start(Script.status(403))) {
      relay.channel("one", gone.uri(), denied.uri());
      Http.Answer answer = relay.http().get("/live/one.ts");
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.body()).contains("source 1: ", "404", "source 2: ", "403");
      assertThat(answer.header("Retry-After").map(Integer::parseInt).orElseThrow())
          .isBetween(1, 11);
    }
  }

  /** A provider that counts how often it is asked must not be asked for nothing. */
  @Test
  void shouldLeaveASourceAloneForAsLongAsItSays() throws IOException, StartException {
    Script busy = Script.status(503, Map.of("Retry-After", "600"), "");
    try (RunningRelay relay = RunningRelay.start();
        ScriptedUpstream upstream = ScriptedUpstream.start(busy)) {
      relay.channel("one", upstream.uri());
      for (int visit = 0; visit < 3; visit++) {
        Http.Answer answer = relay.http().get("/live/one.ts");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body()).contains("503 Service Unavailable");
        assertThat(answer.header("Retry-After").map(Integer::parseInt).orElseThrow())
            .isBetween(590, 601);
      }
      assertThat(upstream.totalConnections()).isEqualTo(1);
    }
  }

  @Test
  void shouldAskAgainWhenTheTimeIsOver() throws IOException, StartException {
    Script busy = Script.status(429, Map.of("Retry-After", "2"), "");
    try (RunningRelay relay = RunningRelay.start();
        ScriptedUpstream upstream = ScriptedUpstream.start(busy, Script.ok())) {
      relay.channel("one", upstream.uri());
      long askedNanos = System.nanoTime();
      try (TsClient client = TsClient.get(relay.live("one"))) {
        client.awaitPackets(50).verifier().assertComplete();
      }
      assertThat(Duration.ofNanos(System.nanoTime() - askedNanos))
          .isGreaterThan(Duration.ofSeconds(2));
      assertThat(upstream.totalConnections()).isEqualTo(2);
    }
  }

  @Test
  void shouldSwitchByHandForThoseWhoWatch() throws IOException, StartException {
    try (RunningRelay relay = RunningRelay.start();
        ScriptedUpstream first = ScriptedUpstream.start(Script.ok().misaligned());
        ScriptedUpstream second = ScriptedUpstream.start(OTHER, Script.ok())) {
      relay.channel("one", first.uri(), second.uri());
      try (TsClient client = TsClient.get(relay.live("one"))) {
        client.verifier().allowStreamChange();
        client.awaitPackets(200);
        Http.Answer answer = relay.admin().post("/api/v1/channels/one/next", "");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(RunningRelay.json(answer.body()).path("source").asText())
            .startsWith("source 2 of 2, http://127.0.0.1:" + second.uri().getPort());
        second.awaitRequests(1);
        first.awaitOpenConnections(0);
        client.awaitMorePackets(300).verifier().assertClean();
        assertThat(kinds(relay)).startsWith("connected", "failover", "connected");
      }
      relay.awaitState("one", "idle");
      try (TsClient client = TsClient.get(relay.live("one"))) {
        client.awaitPackets(50);
        assertThat(first.totalConnections()).isEqualTo(1);
      }
    }
  }

  @Test
  void shouldRefuseToSwitchWhereThereIsNothingToSwitchTo() throws StartException {
    try (RunningRelay relay = RunningRelay.start()) {
      relay.channel("one", "http://127.0.0.1:9/");
      assertThat(relay.admin().post("/api/v1/channels/one/next", "").status()).isEqualTo(409);
      assertThat(relay.admin().post("/api/v1/channels/two/next", "").status()).isEqualTo(404);
      assertThat(relay.admin().get("/api/v1/channels/one/next").status()).isEqualTo(405);
      assertThat(relay.http().post("/api/v1/channels/one/next", "").status()).isEqualTo(401);
    }
  }

  /** An id like any other, though it is also the name of what is done to a channel. */
  @Test
  void shouldHaveAChannelCalledNext() throws StartException {
    try (RunningRelay relay = RunningRelay.start()) {
      String path = "/api/v1/channels/next";
      String two = "{\"urls\":[\"http://127.0.0.1:9/a\",\"http://127.0.0.1:9/b\"]}";
      assertThat(relay.admin().put(path, two).status()).isEqualTo(201);
      assertThat(relay.admin().get(path).status()).isEqualTo(200);
      Http.Answer switched = relay.admin().post(path + "/next", "");
      assertThat(switched.status()).isEqualTo(200);
      assertThat(RunningRelay.json(switched.body()).path("source").asText())
          .startsWith("source 2 of 2");
      assertThat(relay.admin().get(path + "/next").status()).isEqualTo(405);
      assertThat(relay.admin().delete(path).status()).isEqualTo(204);
      assertThat(relay.admin().post(path + "/next", "").status()).isEqualTo(404);
    }
  }

  @Test
  void shouldHoldClientsNoLongerThanToldWhenAllSourcesAreDead() throws IOException, StartException {
    RelayBuilder impatient = RunningRelay.relay().giveUpAfter(Duration.ofMillis(1_500));
    try (RunningRelay relay = impatient.start();
        ScriptedUpstream first =
            ScriptedUpstream.start(Script.ok().endAfter(SOME_BYTES), Script.status(404));
        ScriptedUpstream second = ScriptedUpstream.start(Script.status(500))) {
      relay.channel("one", first.uri(), second.uri());
      try (TsClient client = TsClient.get(relay.live("one"))) {
        client.awaitEnd().verifier().assertComplete().assertCleanToTheEnd();
        assertThat(client.failure()).isEmpty();
      }
      relay.awaitState("one", "failed");
      assertThat(kinds(relay))
          .startsWith("connected", "lost", "failed", "failover")
          .endsWith("gave-up");
      List<String> texts = texts(relay);
      assertThat(texts.get(texts.size() - 1))
          .startsWith("given up, no source brings anything: ")
          .contains("relay status one", "relay channel set one --url URL");
    }
  }

  @Test
  void shouldReturnToTheFirstSourceAtAReconnectWhenTold() throws IOException, StartException {
    try (RunningRelay relay = RunningRelay.relay().triesPerSource(1).returnToPrimary().start();
        ScriptedUpstream first =
            ScriptedUpstream.start(
                Script.status(503, Map.of("Retry-After", "1"), ""), Script.ok());
        ScriptedUpstream second = ScriptedUpstream.start(OTHER, Script.ok())) {
      relay.channel("one", first.uri(), second.uri());
      try (TsClient client = TsClient.get(relay.live("one"))) {
        client.awaitPackets(50);
      }
      relay.awaitState("one", "idle");
      // Its cool-down goes by; who comes then is served by the first again.
      RunningRelay.await()
          .atMost(Duration.ofSeconds(15))
          .until(
              () ->
                  relay
                      .status("one")
                      .path("sources")
                      .path(0)
                      .path("state")
                      .asText()
                      .equals("idle"));
      try (TsClient client = TsClient.get(relay.live("one"))) {
        client.awaitPackets(50);
      }
      assertThat(first.totalConnections()).isEqualTo(2);
      assertThat(second.totalConnections()).isEqualTo(1);
    }
  }

  @Test
  void shouldKeepEventsForThoseWithTheToken() throws IOException, StartException {
    try (RunningRelay relay = RunningRelay.start();
        ScriptedUpstream upstream = ScriptedUpstream.start(Script.ok())) {
      relay.channel("one", upstream.uri());
      try (TsClient client = TsClient.get(relay.live("one"))) {
        client.awaitPackets(50);
      }
      assertThat(relay.http().get("/api/v1/events").status()).isEqualTo(401);
      JsonNode answer = RunningRelay.json(relay.admin().get("/api/v1/events?since=0").body());
      assertThat(answer.path("latest").asInt()).isEqualTo(1);
      JsonNode event = answer.path("events").path(0);
      assertThat(event.path("number").asInt()).isEqualTo(1);
      assertThat(event.path("channel").asText()).isEqualTo("one");
      assertThat(event.path("at").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
      assertThat(
              RunningRelay.json(relay.admin().get("/api/v1/events?since=1").body()).path("events"))
          .isEmpty();
      assertThat(relay.admin().get("/api/v1/events?since=x").status()).isEqualTo(400);
      assertThat(relay.admin().delete("/api/v1/events").status()).isEqualTo(405);
    }
  }

  private static List<String> kinds(RunningRelay relay) {
    return field(relay, "kind");
  }

  private static List<String> texts(RunningRelay relay) {
    return field(relay, "text");
  }

  private static List<String> field(RunningRelay relay, String name) {
    JsonNode events = RunningRelay.json(relay.admin().get("/api/v1/events").body()).path("events");
    return StreamSupport.stream(events.spliterator(), false)
        .map(e -> e.path(name).asText())
        .toList();
  }
}
