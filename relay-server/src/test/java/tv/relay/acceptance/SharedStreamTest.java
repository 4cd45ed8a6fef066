package tv.relay.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
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

/** One upstream connection feeds everybody. */
class SharedStreamTest {
  private RunningRelay relay;

  @BeforeEach
  void start() throws StartException {
    relay = RunningRelay.start();
  }

  @AfterEach
  void stop() {
    relay.close();
  }

  @Test
  void shouldAskTheSourceOnlyWhenSomebodyWatches() throws IOException {
    try (ScriptedUpstream upstream = ScriptedUpstream.start(Script.ok())) {
      relay.channel("one", upstream.uri());
      relay.http().get("/status");
      relay.http().get("/playlist.m3u");
      assertThat(upstream.totalConnections()).isZero();
      try (TsClient client = TsClient.get(relay.live("one"))) {
        client.awaitPackets(100).verifier().assertComplete();
        assertThat(upstream.totalConnections()).isEqualTo(1);
      }
    }
  }

  @Test
  void shouldGiveTheFirstClientTheStreamFromItsFirstPacket() throws IOException {
    try (ScriptedUpstream upstream = ScriptedUpstream.start(Script.ok())) {
      relay.channel("one", upstream.uri());
      try (TsClient client = TsClient.get(relay.live("one"))) {
        client.awaitPackets(50);
        assertThat(client.verifier().firstSequence()).isZero();
        assertThat(client.verifier().startsAtRandomAccess()).isTrue();
      }
    }
  }

  /** A relay that has had trouble with a source before serves new clients no worse. */
  @Test
  void shouldGiveTheFirstClientOfALaterRunTheStreamFromAnAccessPointToo() throws IOException {
    Script whole = Script.ok().burstBytes(200_000);
    try (ScriptedUpstream upstream = ScriptedUpstream.start(whole.resetAfter(400_000), whole)) {
      relay.channel("one", upstream.uri());
      try (TsClient client = TsClient.get(relay.live("one"))) {
        upstream.awaitConnections(2);
        client.awaitMorePackets(500);
      }
      relay.awaitState("one", "idle");
      upstream.awaitOpenConnections(0);
      try (TsClient client = TsClient.get(relay.live("one"))) {
        client.awaitPackets(50);
        client.verifier().assertComplete();
        assertThat(client.verifier().startsAtRandomAccess()).isTrue();
      }
    }
  }

  @Test
  void shouldShareOneConnectionAmongAllClients() throws IOException {
    try (ScriptedUpstream upstream = ScriptedUpstream.start(Script.ok().misaligned());
        ClientSwarm swarm = new ClientSwarm()) {
      relay.channel("one", upstream.uri());
      List<SwarmClient> first = swarm.fast(10, relay.live("one"));
      swarm.awaitPackets(first, 200);
      List<SwarmClient> later = swarm.fast(10, relay.uri("/live/one"));
      swarm.awaitPackets(later, 200);
      relay.awaitClients("one", 20);
      swarm.clients().forEach(client -> client.verifier().assertComplete());
      assertThat(upstream.totalConnections()).isEqualTo(1);
    }
  }

  @Test
  void shouldKeepChannelsApart() throws IOException {
    Programme other = Programme.numbered(2).asOtherSource();
    try (ScriptedUpstream one = ScriptedUpstream.start(Script.ok());
        ScriptedUpstream two = ScriptedUpstream.start(other, Script.ok())) {
      relay.channel("one", one.uri()).channel("two", two.uri());
      try (TsClient ofOne = TsClient.get(relay.live("one"));
          TsClient ofTwo = TsClient.get(relay.live("two"))) {
        ofOne.verifier().expectStream(1);
        ofTwo.verifier().expectStream(2);
        ofOne.awaitPackets(300).verifier().assertComplete();
        ofTwo.awaitPackets(300).verifier().assertComplete();
      }
    }
  }

  /** Coalescing must not make delivery depend on the pace of its ticks. */
  @Test
  void shouldDeliverOnArrivalWhenCoalescingIsOff() throws IOException, StartException {
    try (RunningRelay eager = RunningRelay.relay().deliveryInterval(Duration.ZERO).start();
        ScriptedUpstream upstream = ScriptedUpstream.start(Script.ok())) {
      eager.channel("one", upstream.uri());
      try (TsClient client = TsClient.get(eager.live("one"))) {
        client.awaitPackets(600).verifier().assertComplete();
        long ageNanos = System.nanoTime() - client.verifier().lastCreatedNanos();
        assertThat(Duration.ofNanos(ageNanos)).isLessThan(Duration.ofMillis(400));
      }
    }
  }

  /**
   * What waits in the ring goes out in turns, and the next turn must not wait for the source to
   * publish again: it may be silent for a while.
   */
  @Test
  void shouldSendABacklogWithoutWaitingForTheSource() throws IOException, StartException {
    int burst = 6_000_000 / 188 * 188;
    // Room in the socket for more than a turn: a client that is held up by it is woken by it too.
    RelayBuilder options = RunningRelay.relay().ringBytes(16 << 20).sendBufferBytes(1 << 20);
    try (RunningRelay roomy = options.start();
        ScriptedUpstream upstream =
            ScriptedUpstream.start(Script.ok().burstBytes(burst).stallAfter(burst))) {
      roomy.channel("one", upstream.uri());
      try (TsClient client = TsClient.request(roomy.live("one")).stalled().connect()) {
        RunningRelay.await()
            .until(
                () -> roomy.status("one").path("upstream").path("receivedBytes").asLong() == burst);
        long resumed = System.nanoTime();
        // The last picture stays in the relay: nobody knows whether it is whole.
        client.resume().awaitPackets(burst / 188 - 1_000).verifier().assertComplete();
        Duration taken = Duration.ofNanos(System.nanoTime() - resumed);
        assertThat(taken).isLessThan(Duration.ofMillis(1_500));
      }
    }
  }
}
