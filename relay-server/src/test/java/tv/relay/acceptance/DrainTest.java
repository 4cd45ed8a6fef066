package tv.relay.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tv.relay.server.StartException;
import tv.relay.testing.Http;
import tv.relay.testing.Script;
import tv.relay.testing.ScriptedUpstream;
import tv.relay.testing.TsClient;

/** The relay's end, announced: nobody new, those that watch stay for a while. */
class DrainTest {
  private static final String DRAIN = "/api/v1/drain";

  private RunningRelay relay;
  private ScriptedUpstream upstream;

  @BeforeEach
  void start() throws StartException {
    relay = RunningRelay.start();
    upstream = ScriptedUpstream.start(Script.ok());
    relay.channel("one", upstream.uri());
  }

  @AfterEach
  void stop() {
    if (relay != null) {
      relay.close();
    }
    upstream.close();
  }

  @Test
  void shouldKeepWhoWatchesAndRefuseWhoComes() throws Exception {
    try (TsClient client = TsClient.get(relay.live("one"))) {
      client.awaitPackets(50);
      Http.Answer asked = relay.admin().post(DRAIN + "?seconds=60", "");
      assertThat(asked.status()).as(asked.body()).isEqualTo(202);
      RunningRelay.await().until(() -> relay.http().get("/readyz").status() == 503);

      Http.Answer refused = relay.http().get("/live/one.ts");
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.body()).contains("shut down");
      assertThat(refused.header("Retry-After").map(Integer::parseInt).orElseThrow())
          .isBetween(1, 60);
      client.awaitMorePackets(200);
      client.verifier().assertClean();
    }
  }

  @Test
  void shouldTellABalancerButStayHealthy() {
    assertThat(relay.http().get("/readyz").status()).isEqualTo(200);
    assertThat(relay.status().path("state").asText()).isEqualTo("serving");

    relay.drain(Duration.ofSeconds(100));

    Http.Answer ready = relay.http().get("/readyz");
    assertThat(ready.status()).isEqualTo(503);
    assertThat(ready.body()).contains("draining");
    assertThat(relay.http().get("/healthz").status()).isEqualTo(200);
    assertThat(relay.status().path("state").asText()).isEqualTo("draining");
    assertThat(relay.status().path("drainSecondsLeft").asLong()).isBetween(90L, 100L);
  }

  @Test
  void shouldBeOverWhenTheLastHasLeft() throws Exception {
    try (TsClient client = TsClient.get(relay.live("one"))) {
      client.awaitPackets(50);
      CompletableFuture<Void> drained = drained();
      relay.drain(Duration.ofMinutes(10));
      client.awaitMorePackets(100);
      assertThat(drained).isNotDone();
      client.abort();
      RunningRelay.await().until(drained::isDone);
    }
  }

  @Test
  void shouldEndOnAWholePacketWhenTheTimeIsUp() throws Exception {
    try (TsClient client = TsClient.get(relay.live("one"))) {
      client.awaitPackets(50);
      CompletableFuture<Void> drained = drained();
      relay.drain(Duration.ofMinutes(10));
      // A later word counts.
      relay.drain(Duration.ofMillis(300));
      RunningRelay.await().until(drained::isDone);
      assertThat(client.ended()).isFalse();

      relay.close();
      relay = null;

      client.awaitEnd();
      client.verifier().assertCleanToTheEnd();
    }
  }

  @Test
  void shouldAskForTheTokenAndForATime() {
    assertThat(relay.http().post(DRAIN, "").status()).isEqualTo(401);
    assertThat(relay.admin().get(DRAIN).status()).isEqualTo(405);
    for (String wrong : new String[] {"-1", "1.5", "x", "", "604801", "9999999"}) {
      Http.Answer answer = relay.admin().post(DRAIN + "?seconds=" + wrong, "");
      assertThat(answer.status()).as(wrong).isEqualTo(400);
      assertThat(answer.body()).contains("seconds");
    }
    assertThat(relay.http().get("/readyz").status()).isEqualTo(200);
  }

  private CompletableFuture<Void> drained() {
    return CompletableFuture.runAsync(relay::awaitDrained);
  }
}
