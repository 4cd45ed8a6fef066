package tv.relay.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tv.relay.server.StartException;
import tv.relay.testing.ClientSwarm;
import tv.relay.testing.Programme;
import tv.relay.testing.Script;
import tv.relay.testing.ScriptedUpstream;
import tv.relay.testing.SwarmClient;
import tv.relay.testing.TsClient;

/**
 * Who is too slow loses, nobody else does, and what is lost is counted exactly: the relay's account
 * is that of a client which numbers the packets it gets.
 */
class LossAccountTest {
  private static final int BITRATE_BPS = 8_000_000;

  /** At that rate half a second: a busy machine is not to overtake a client during a write. */
  private static final int RING_BYTES = 512 * 1024;

  /** Small, so that what a stalled client has not read lies in the ring and not in the kernel. */
  private static final int RECEIVE_BYTES = 16 * 1024;

  private RunningRelay relay;
  private ScriptedUpstream upstream;

  @BeforeEach
  void start() throws StartException {
    relay = RunningRelay.relay().ringBytes(RING_BYTES).start();
    // Several groups fit the ring, as they do in earnest.
    Programme programme = Programme.numbered(1).withBitrateBps(BITRATE_BPS).withGopFrames(4);
    upstream = ScriptedUpstream.start(programme, Script.ok().misaligned());
    relay.channel("one", upstream.uri());
  }

  @AfterEach
  void stop() {
    relay.close();
    upstream.close();
  }

  @Test
  void shouldAccountForEveryChunkInEveryAnswer() throws IOException {
    try (ClientSwarm swarm = new ClientSwarm()) {
      List<SwarmClient> fast = swarm.fast(5, relay.live("one"));
      List<SwarmClient> slow =
          swarm.add(5, relay.live("one"), r -> r.slow(200_000).receiveBufferBytes(RECEIVE_BYTES));
      List<SwarmClient> stalled =
          swarm.add(5, relay.live("one"), r -> r.stalled().receiveBufferBytes(RECEIVE_BYTES));
      relay.awaitClients("one", 15);
      int polls = 0;
      do {
        relay.status().path("channels").forEach(LossAccountTest::assertAccounts);
        assertAccounts(relay.status("one"));
        polls++;
      } while (!(polls > 100 && slowOnesHaveLostAgain()));
      swarm.awaitPackets(slow, 1_000);
      swarm.awaitPackets(fast, 5_000);
      fast.forEach(client -> client.verifier().assertComplete());
      slow.forEach(client -> client.verifier().assertClean());
      // They too get whole packets only, when they want some again.
      stalled.forEach(SwarmClient::fast);
      swarm.awaitPackets(stalled, 1_000);
      swarm.assertClean();
      assertThat(upstream.longestWriteBlockedMillis()).isLessThan(2_000);
    }
  }

  private boolean slowOnesHaveLostAgain() {
    List<JsonNode> clients = relay.clients("one");
    return clients.stream().filter(c -> c.path("skips").asLong() >= 2).count() >= 5
        && clients.stream().filter(c -> c.path("droppedChunks").asLong() > 0).count() == 10;
  }

  private static void assertAccounts(JsonNode channel) {
    long head = channel.path("ring").path("headSequence").asLong();
    assertThat(channel.path("clients")).hasSize(15);
    for (JsonNode client : channel.path("clients")) {
      long dropped = client.path("droppedChunks").asLong();
      long lag = client.path("lagChunks").asLong();
      long sent = client.path("sentChunks").asLong();
      assertThat(sent + dropped + lag)
          .as("sent + dropped + lag = head - joined: %s at head %d", client, head)
          .isEqualTo(head - client.path("joinSequence").asLong());
      // More than the ring holds, until it is the client's turn to skip.
      assertThat(lag).isNotNegative();
      assertThat(client.path("lagBytes").asLong()).isEqualTo(lag * 188);
      assertThat(client.path("droppedBytes").asLong()).isEqualTo(dropped * 188);
      // What was kept of a unit that is about to be overwritten counts as sent.
      long kept = 512 * 1024;
      assertThat(client.path("sentBytes").asLong()).isBetween(sent * 188 - kept, sent * 188);
      long byCause = 0;
      for (JsonNode chunks : client.path("drops")) {
        byCause += chunks.asLong();
      }
      assertThat(byCause).isEqualTo(dropped);
      assertThat(client.path("skips").asLong() > 0).isEqualTo(dropped > 0);
      assertThat(client.path("lastDropSecondsAgo").isNull()).isEqualTo(dropped == 0);
    }
  }

  /** Several times over, since each time it is another packet that the socket took a part of. */
  @Test
  void shouldSendWholePacketsToAClientThatWasLappedAndSayExactlyWhatItMissed() throws IOException {
    try (TsClient client =
        TsClient.request(relay.live("one")).receiveBufferBytes(RECEIVE_BYTES).connect()) {
      client.awaitPackets(500);
      for (int lap = 1; lap <= 4; lap++) {
        long before = theClient().path("droppedChunks").asLong();
        client.stalled();
        RunningRelay.await()
            .until(() -> theClient().path("droppedChunks").asLong() > before + 1_000);
        client.resume().awaitMorePackets(2_000).verifier().assertClean();
        RunningRelay.await().untilAsserted(() -> assertSameStory(client, theClient()));
        assertThat(theClient().path("skips").asLong()).isEqualTo(lap);
      }
      JsonNode account = theClient();
      long droppedMillis = account.path("droppedMillis").asLong();
      long atBitrate = account.path("droppedBytes").asLong() * 8 * 1_000 / BITRATE_BPS;
      assertThat(droppedMillis).isBetween(atBitrate / 2, atBitrate * 2);
      assertThat(account.path("maxLagMillis").asLong()).isPositive();
    }
  }

  @Test
  void shouldTellTheSameStoryAsEachOfManySlowClients() throws IOException {
    try (ClientSwarm swarm = new ClientSwarm()) {
      List<SwarmClient> slow = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        String name = "slow-" + i;
        long bytesPerSecond = 100_000 + i * 60_000L;
        slow.addAll(
            swarm.add(
                1,
                relay.live("one"),
                r ->
                    r.slow(bytesPerSecond)
                        .receiveBufferBytes(RECEIVE_BYTES)
                        .header("User-Agent", name)));
      }
      relay.awaitClients("one", 12);
      RunningRelay.await()
          .until(() -> clients().filter(c -> c.path("skips").asLong() > 0).count() >= 10);
      slow.forEach(SwarmClient::fast);
      for (int i = 0; i < slow.size(); i++) {
        SwarmClient client = slow.get(i);
        String name = "slow-" + i;
        RunningRelay.await()
            .untilAsserted(
                () -> {
                  client.verifier().assertClean();
                  JsonNode account = named(name);
                  assertThat(client.verifier().missingOfAllPids())
                      .as("missing at %s: %s", client, account)
                      .isEqualTo(account.path("droppedChunks").asLong());
                });
      }
    }
  }

  @Test
  void shouldNotLetTheSkipsOfOthersTouchAFastClient() throws IOException {
    try (ClientSwarm swarm = new ClientSwarm()) {
      List<SwarmClient> fast = swarm.fast(3, relay.live("one"));
      swarm.add(60, relay.live("one"), r -> r.stalled().receiveBufferBytes(RECEIVE_BYTES));
      relay.awaitClients("one", 63);
      RunningRelay.await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () -> clients().filter(c -> c.path("droppedChunks").asLong() > 3_000).count() >= 60);
      fast.forEach(client -> client.verifier().assertComplete());
      assertThat(clients().filter(c -> c.path("droppedChunks").asLong() == 0)).hasSize(3);
      assertThat(upstream.longestWriteBlockedMillis()).isLessThan(2_000);
      assertThat(upstream.totalConnections()).isEqualTo(1);
    }
  }

  private static void assertSameStory(TsClient client, JsonNode account) {
    assertThat(client.verifier().missingOfAllPids())
        .as("missing at %s: %s", client, account)
        .isEqualTo(account.path("droppedChunks").asLong());
    assertThat((long) client.verifier().gaps()).isEqualTo(account.path("skips").asLong());
  }

  private JsonNode theClient() {
    return relay.clients("one").get(0);
  }

  private JsonNode named(String userAgent) {
    return clients()
        .filter(client -> client.path("userAgent").asText().equals(userAgent))
        .findFirst()
        .orElseThrow();
  }

  private Stream<JsonNode> clients() {
    return relay.clients("one").stream();
  }
}
