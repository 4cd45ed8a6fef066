package tv.relay.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tv.relay.server.StartException;
import tv.relay.testing.ClientSwarm;
import tv.relay.testing.ProcessCounters;
import tv.relay.testing.RawExchange;
import tv.relay.testing.Script;
import tv.relay.testing.ScriptedUpstream;
import tv.relay.testing.SwarmClient;
import tv.relay.testing.TsClient;

/** Nothing of a client stays behind it, and nothing of a channel that has gone idle. */
class NothingIsLeftTest {
  private static final int RING_BYTES = 8 * 1024 * 1024;
  private static final int ROUNDS = 5;

  /** As many in a warm-up as in a round, for what is made once and kept: pools, threads. */
  private static final int CLIENTS = 80;

  @Test
  void shouldHoldAsMuchAfterHundredsOfClientsAsBeforeThem() throws IOException, StartException {
    try (RunningRelay relay = RunningRelay.relay().ringBytes(RING_BYTES).start();
        ScriptedUpstream upstream = ScriptedUpstream.start(Script.ok().misaligned())) {
      relay.channel("one", upstream.uri());
      visit(relay, upstream);
      ProcessCounters before = ProcessCounters.now();
      int threadsBefore = ProcessCounters.liveThreads("relay-");
      for (int round = 0; round < ROUNDS; round++) {
        visit(relay, upstream);
      }
      RunningRelay.await()
          .untilAsserted(
              () -> {
                ProcessCounters after = ProcessCounters.now();
                assertThat(after.openFiles()).isLessThanOrEqualTo(before.openFiles());
                assertThat(ProcessCounters.liveThreads("relay-"))
                    .isLessThanOrEqualTo(threadsBefore);
                // One ring that stays would be twice as much, one buffer a client three times.
                assertThat(after.directBytes() - before.directBytes()).isLessThan(RING_BYTES / 2);
              });
      assertThat(relay.status().path("clients").asInt()).isZero();
      assertThat(relay.admin().get("/api/v1/clients").body()).isEqualTo("{\"clients\":[]}");
      assertThat(upstream.totalConnections()).isEqualTo(ROUNDS + 1);
      // Nor has a place been kept for anybody.
      try (TsClient client = TsClient.get(relay.live("one"))) {
        client.awaitPackets(100).verifier().assertComplete();
      }
    }
  }

  /** Clients that come together and go in every way there is, until the channel is idle again. */
  private static void visit(RunningRelay relay, ScriptedUpstream upstream) throws IOException {
    int runsBefore = upstream.totalConnections();
    List<RawExchange> others = new ArrayList<>();
    try (ClientSwarm swarm = new ClientSwarm()) {
      List<SwarmClient> fast = swarm.fast(CLIENTS / 2, relay.live("one"));
      swarm.stalled(CLIENTS / 4, relay.live("one"));
      swarm.slow(CLIENTS / 4, relay.live("one"), 50_000);
      swarm.awaitPackets(fast, 50);
      for (int i = 0; i < 5; i++) {
        others.add(RawExchange.open(relay.address()));
        others.add(RawExchange.open(relay.address()).send("GET /live/one.ts HT"));
        others.add(
            RawExchange.open(relay.address())
                .send("GET /live/one.ts HTTP/1.1\r\nHost: relay.example\r\n\r\n"));
      }
      relay.awaitClients("one", CLIENTS + 5);
      List<SwarmClient> all = swarm.clients();
      for (int i = 0; i < all.size(); i++) {
        if (i % 2 == 0) {
          all.get(i).abort();
        } else {
          all.get(i).close();
        }
      }
      for (RawExchange other : others) {
        other.close();
      }
    }
    relay.awaitState("one", "idle").awaitClients("one", 0);
    upstream.awaitOpenConnections(0);
    assertThat(upstream.totalConnections()).isEqualTo(runsBefore + 1);
  }

  /** A waiting client holds a place in no ring, but in the channel and at the door. */
  @Test
  void shouldForgetClientsThatGoBeforeTheyWereAnswered() throws IOException, StartException {
    try (RunningRelay relay = RunningRelay.relay().limits(40, 40, 10).start();
        ScriptedUpstream upstream = ScriptedUpstream.start(Script.silentAccept())) {
      relay.channel("one", upstream.uri());
      relay.http().get("/status");
      int filesBefore = ProcessCounters.openFilesNow();
      for (int round = 1; round <= 4; round++) {
        try (ClientSwarm swarm = new ClientSwarm()) {
          List<SwarmClient> waiting = swarm.fast(40, relay.live("one"));
          upstream.awaitRequests(round);
          for (SwarmClient client : waiting) {
            assertThat(client.status()).isZero();
            client.abort();
          }
        }
        relay.awaitState("one", "idle");
        upstream.awaitOpenConnections(0);
      }
      RunningRelay.await()
          .untilAsserted(
              () -> assertThat(ProcessCounters.openFilesNow()).isLessThanOrEqualTo(filesBefore));
    }
  }
}
