package tv.relay.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tv.relay.server.StartException;
import tv.relay.testing.CiRule;
import tv.relay.testing.FarMachine;
import tv.relay.testing.Programme;
import tv.relay.testing.Script;
import tv.relay.testing.ScriptedUpstream;

/**
 * Clients whose machine vanishes without a word: no FIN, no RST, and the kernel takes bytes for
 * them. It takes root and network namespaces; without them it is skipped, but not in CI.
 */
class GhostTest {
  /** A radio: it would take the kernel's buffer more than a minute to be full. */
  private static final Programme SLOW = Programme.numbered(1).withBitrateBps(100_000);

  private static final Duration CLIENT_TIMEOUT = Duration.ofSeconds(3);

  private FarMachine machine;

  @BeforeEach
  void startMachine() throws IOException {
    machine = FarMachine.start();
    if (machine == null) {
      CiRule.missing("no network namespace: that takes root and iproute2");
    }
  }

  @AfterEach
  void endMachine() throws IOException {
    if (machine != null) {
      machine.close();
    }
  }

  @Test
  void shouldBeGoneWhileTheStreamGoesOn() throws Exception {
    shouldBeGone(Script.ok());
  }

  /** Nothing but null packets is sent then. */
  @Test
  void shouldBeGoneWhileTheSourceIsSilent() throws Exception {
    shouldBeGone(Script.ok().burstBytes(100_000).stallAfter(100_000));
  }

  private void shouldBeGone(Script script) throws Exception {
    try (RunningRelay relay = start();
        ScriptedUpstream upstream = ScriptedUpstream.start(SLOW, script)) {
      relay.channel("one", upstream.uri());
      machine.watch(relay.address().getPort(), "/live/one.ts");
      RunningRelay.await()
          .until(
              () ->
                  relay.clients("one").stream()
                      .anyMatch(client -> client.path("sentBytes").asLong() > 10_000));
      long vanished = System.nanoTime();
      machine.vanish();
      relay.awaitClients("one", 0);
      Duration taken = Duration.ofNanos(System.nanoTime() - vanished);
      assertThat(taken).isBetween(CLIENT_TIMEOUT.dividedBy(2), CLIENT_TIMEOUT.plusSeconds(4));
      assertThat(relay.admin().get("/api/v1/events").body()).contains("has not answered for 3 s");
      assertThat(relay.status("one").path("losses").path("evictedClients").asInt()).isOne();
    }
  }

  private static RunningRelay start() throws StartException {
    return RunningRelay.relay()
        .listen("0.0.0.0", 0)
        .sendBufferBytes(512 * 1024)
        .clientTimeout(CLIENT_TIMEOUT)
        .stallTimeout(Duration.ofSeconds(60))
        .linger(Duration.ofSeconds(60))
        .start();
  }
}
