package tv.relay.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tv.relay.server.StartException;
import tv.relay.testing.Http;
import tv.relay.testing.RawExchange;
import tv.relay.testing.Script;
import tv.relay.testing.ScriptedUpstream;
import tv.relay.testing.TsClient;

/** What is too much is refused at once, with the name of the limit, and costs nobody else. */
class LimitsTest {
  private RunningRelay relay;
  private ScriptedUpstream upstream;

  @BeforeEach
  void start() throws StartException {
    relay = RunningRelay.relay().limits(3, 2, 3).startTimeout(Duration.ofSeconds(3)).start();
    upstream = ScriptedUpstream.start(Script.ok());
    relay.channel("one", upstream.uri()).channel("two", upstream.uri());
  }

  @AfterEach
  void stop() {
    relay.close();
    upstream.close();
  }

  @Test
  void shouldNameTheLimitOfClientsOfAChannel() throws IOException {
    try (TsClient first = TsClient.get(relay.live("one"));
        TsClient second = TsClient.get(relay.live("one"))) {
      first.awaitPackets(20);
      second.awaitPackets(20);
      assertRefused("one", "--max-clients-per-channel", "2 clients");
      first.awaitMorePackets(100).verifier().assertComplete();
      // The other channel has room of its own.
      try (TsClient other = TsClient.get(relay.live("two"))) {
        other.awaitPackets(20).verifier().assertComplete();
      }
      second.abort();
      relay.awaitClients("one", 1);
      try (TsClient next = TsClient.get(relay.live("one"))) {
        next.awaitPackets(20).verifier().assertComplete();
      }
    }
  }

  @Test
  void shouldNameTheLimitOfAllClients() throws IOException {
    try (TsClient first = TsClient.get(relay.live("one"));
        TsClient second = TsClient.get(relay.live("one"));
        TsClient third = TsClient.get(relay.live("two"))) {
      first.awaitPackets(20);
      second.awaitPackets(20);
      third.awaitPackets(20);
      assertRefused("two", "--max-clients)", "3 clients");
      // Everything but streams is still there, as is the answer to who only looks.
      assertThat(relay.status().path("clients").asInt()).isEqualTo(3);
      assertThat(relay.http().get("/playlist.m3u").status()).isEqualTo(200);
      assertThat(relay.http().get("/healthz").status()).isEqualTo(200);
      String head = "HEAD /live/two.ts HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
      assertThat(RawExchange.exchange(relay.address(), head).status()).isEqualTo(200);
      first.abort();
      relay.awaitClients("one", 1);
      try (TsClient next = TsClient.get(relay.live("two"))) {
        next.awaitPackets(20).verifier().assertComplete();
      }
    }
  }

  /** A refusal must not use up a place, however often it is given; players ask again at once. */
  @Test
  void shouldTakeNoPlaceByRefusing() throws IOException {
    try (TsClient first = TsClient.get(relay.live("one"));
        TsClient second = TsClient.get(relay.live("one"))) {
      first.awaitPackets(20);
      second.awaitPackets(20);
      for (int i = 0; i < 20; i++) {
        assertRefused("one", "--max-clients-per-channel", "2 clients");
      }
    }
    relay.awaitClients("one", 0);
    shouldNameTheLimitOfAllClients();
  }

  /** Who waits for a source that says nothing holds a place, and gives it back when refused. */
  @Test
  void shouldCountClientsThatWait() throws IOException {
    upstream.thenPlay(Script.silentAccept());
    try (TsClient first = TsClient.get(relay.live("one"));
        TsClient second = TsClient.get(relay.live("one"))) {
      upstream.awaitRequests(1);
      // The status knows only those who watch.
      await().until(() -> relay.http().get("/metrics").body().contains("\nrelay_clients 2.0\n"));
      assertRefused("one", "--max-clients-per-channel", "2 clients");
      assertThat(first.status()).isEqualTo(503);
      assertThat(second.status()).isEqualTo(503);
    }
    relay.awaitState("one", "idle");
    upstream.thenPlay(Script.ok());
    shouldNameTheLimitOfClientsOfAChannel();
  }

  @Test
  void shouldNameTheLimitOfChannels() {
    String definition = "{\"urls\":[\"" + upstream.uri() + "\"]}";
    assertThat(relay.admin().put("/api/v1/channels/three", definition).status()).isEqualTo(201);
    Http.Answer refused = relay.admin().put("/api/v1/channels/four", definition);
    assertThat(refused.status()).isEqualTo(503);
    assertThat(RunningRelay.json(refused.body()).path("error").asText())
        .contains("3 channels", "--max-channels");
    assertThat(relay.admin().get("/api/v1/channels/four").status()).isEqualTo(404);
    // To change one that is there is no more of them.
    assertThat(relay.admin().put("/api/v1/channels/three", definition).status()).isEqualTo(200);
    assertThat(relay.admin().delete("/api/v1/channels/three").status()).isEqualTo(204);
    assertThat(relay.admin().put("/api/v1/channels/four", definition).status()).isEqualTo(201);
  }

  private void assertRefused(String id, String... words) {
    Http.Answer answer = relay.http().get("/live/" + id + ".ts");
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.body()).contains(words);
    assertThat(answer.header("Retry-After")).isPresent();
    assertThat(answer.header("Accept-Ranges")).isEmpty();
  }
}
