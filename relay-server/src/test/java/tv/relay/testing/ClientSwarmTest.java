package tv.relay.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientSwarmTest {

  // Small, since each client has a connection and a thread of its own at this upstream.
  private static final Programme PROGRAMME = new Programme(7, 400_000, 5, false);

  @Test
  void shouldVerifyManyClientsOnOneThread() throws IOException {
    try (ScriptedUpstream upstream = ScriptedUpstream.start(PROGRAMME, Script.ok());
        ClientSwarm swarm = new ClientSwarm()) {
      swarm.fast(50, upstream.uri());
      List<SwarmClient> stalled = swarm.stalled(20, upstream.uri());
      swarm.awaitPackets(swarm.clients().subList(0, 50), 100);
      swarm.awaitEach(stalled, "status 200", client -> client.status() == 200);

      assertThat(stalled).allMatch(client -> client.bytesReceived() < TsClient.HEAD_READ_BYTES);
      stalled.forEach(SwarmClient::fast);
      swarm.awaitPackets(stalled, 100);
      swarm.assertClean();
      assertThat(swarm.clients()).hasSize(70).noneMatch(SwarmClient::ended);
      assertThat(ProcessCounters.liveThreads("client-swarm")).isEqualTo(1);
    }
  }

  @Test
  void shouldReadAsSlowlyAsTold() throws IOException {
    try (ScriptedUpstream upstream = ScriptedUpstream.start(PROGRAMME, Script.ok().unpaced());
        ClientSwarm swarm = new ClientSwarm()) {
      long beginNanos = System.nanoTime();
      List<SwarmClient> slow = swarm.slow(5, upstream.uri(), 500_000);
      swarm.awaitEach(slow, "250,000 bytes", client -> client.bytesReceived() >= 250_000);

      assertThat(System.nanoTime() - beginNanos).isBetween(400_000_000L, 2_000_000_000L);
      swarm.assertClean();
    }
  }

  @Test
  void shouldFindDamage() throws IOException {
    try (ScriptedUpstream upstream =
            ScriptedUpstream.start(PROGRAMME, Script.ok(), Script.ok().garbageEvery(10, 3));
        ClientSwarm swarm = new ClientSwarm()) {
      swarm.fast(2, upstream.uri());
      swarm.awaitPackets(swarm.clients(), 50);
      assertThatThrownBy(swarm::assertClean).hasMessageContaining("MISALIGNED at 1880");
    }
  }

  @Test
  void shouldTellHowConnectionsEnded() throws IOException {
    try (ScriptedUpstream upstream =
            ScriptedUpstream.start(
                PROGRAMME,
                Script.ok().endAfter(1_880),
                Script.ok().resetAfter(1_880),
                Script.ok());
        ClientSwarm swarm = new ClientSwarm()) {
      List<SwarmClient> clients = swarm.fast(4, upstream.uri());
      swarm.awaitPackets(clients.subList(2, 4), 5);
      clients.get(2).abort();
      clients.get(3).close();
      swarm.awaitEach(clients, "the end", SwarmClient::ended);
      // Whoever leaves may not know yet that it is over.
      clients.get(0).abort();

      assertThat(clients)
          .extracting(SwarmClient::failed)
          .containsExactly(false, true, false, false);
      clients.get(0).verifier().assertCleanToTheEnd();
      upstream.awaitOpenConnections(0);
    }
  }

  @Test
  void shouldNotSpinWhileSlowClientsHaveHadEnough() throws IOException {
    try (ScriptedUpstream upstream = ScriptedUpstream.start(PROGRAMME, Script.ok().unpaced());
        ClientSwarm swarm = new ClientSwarm()) {
      List<SwarmClient> slow = swarm.slow(5, upstream.uri(), 100_000);
      swarm.awaitPackets(slow, 10);
      long selects = swarm.selects();
      long beginNanos = System.nanoTime();
      await().until(() -> System.nanoTime() - beginNanos > 200_000_000L);
      assertThat(swarm.selects() - selects).isLessThan(200);
    }
  }

  @Test
  void shouldLeaveNothingBehind() throws IOException {
    try (ScriptedUpstream upstream = ScriptedUpstream.start(PROGRAMME, Script.ok())) {
      int before = ProcessCounters.openFilesNow();
      try (ClientSwarm swarm = new ClientSwarm()) {
        swarm.fast(40, upstream.uri());
        assertThat(ProcessCounters.openFilesNow()).isGreaterThanOrEqualTo(before + 20);
      }
      upstream.awaitOpenConnections(0);
      await().atMost(Duration.ofSeconds(5)).until(() -> ProcessCounters.openFilesNow() <= before);
      assertThat(ProcessCounters.liveThreads("client-swarm")).isZero();
    }
  }
}
