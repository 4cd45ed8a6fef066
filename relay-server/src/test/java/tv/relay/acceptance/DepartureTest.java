package tv.relay.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tv.relay.server.StartException;
import tv.relay.testing.ClientSwarm;
import tv.relay.testing.LogLines;
import tv.relay.testing.Programme;
import tv.relay.testing.RawExchange;
import tv.relay.testing.Script;
import tv.relay.testing.ScriptedUpstream;
import tv.relay.testing.SwarmClient;
import tv.relay.testing.TsClient;

/** A client that is gone, or might as well be, is seen to be so, and told from one that waits. */
class DepartureTest {
  private static final int RECEIVE_BYTES = 16 * 1024;

  enum Way {
    CLOSE,
    RESET
  }

  /** There is nothing to write that could fail. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void shouldNoticeWithinASecondThatAClientLeftWhileNothingIsSent(Way way)
      throws IOException, StartException {
    try (RunningRelay relay = RunningRelay.relay().stallTimeout(Duration.ofSeconds(60)).start();
        ScriptedUpstream upstream = ScriptedUpstream.start(Script.ok().stallAfter(188 * 100))) {
      relay.channel("one", upstream.uri());
      try (TsClient stays = TsClient.get(relay.live("one"))) {
        stays.awaitPackets(50);
        TsClient leaves = TsClient.get(relay.live("one"));
        assertThat(leaves.status()).isEqualTo(200);
        relay.awaitClients("one", 2);
        long leftNanos = System.nanoTime();
        if (way == Way.RESET) {
          leaves.abort();
        } else {
          leaves.close();
        }
        relay.awaitClients("one", 1);
        assertThat(Duration.ofNanos(System.nanoTime() - leftNanos))
            .isLessThan(Duration.ofSeconds(1));
        assertThat(stays.ended()).isFalse();
      }
    }
  }

  @Test
  void shouldEvictAClientThatTakesNoByteForTheTimeout() throws IOException, StartException {
    Duration timeout = Duration.ofSeconds(1);
    Programme programme = Programme.numbered(1).withBitrateBps(8_000_000).withGopFrames(4);
    try (RunningRelay relay =
            RunningRelay.relay().clientTimeout(timeout).ringBytes(256 * 1024).start();
        ScriptedUpstream upstream = ScriptedUpstream.start(programme, Script.ok());
        LogLines log = LogLines.ofRelay();
        ClientSwarm swarm = new ClientSwarm()) {
      relay.channel("one", upstream.uri());
      long connectedNanos = System.nanoTime();
      SwarmClient stalled =
          swarm
              .add(1, relay.live("one"), r -> r.stalled().receiveBufferBytes(RECEIVE_BYTES))
              .get(0);
      // Slow, and losing, but alive: each of its reads is progress.
      SwarmClient slow =
          swarm
              .add(1, relay.live("one"), r -> r.slow(100_000).receiveBufferBytes(RECEIVE_BYTES))
              .get(0);
      SwarmClient fast = swarm.fast(1, relay.live("one")).get(0);
      relay.awaitClients("one", 3);
      relay.awaitClients("one", 2);
      assertThat(Duration.ofNanos(System.nanoTime() - connectedNanos)).isGreaterThan(timeout);
      RunningRelay.await()
          .untilAsserted(
              () ->
                  assertThat(log.lines()).filteredOn(l -> l.contains("evicted client")).hasSize(1));
      assertThat(relay.admin().get("/api/v1/events").body())
          .containsOnlyOnce("\"kind\":\"evicted\"");
      swarm.awaitPackets(List.of(fast), fast.verifier().packets() + 8_000);
      relay.awaitClients("one", 2);
      assertThat(slow.ended()).isFalse();
      slow.verifier().assertClean();
      fast.verifier().assertComplete();
      stalled.fast();
      swarm.awaitEach(List.of(stalled), "the end", SwarmClient::ended);
      stalled.verifier().assertClean();
    }
  }

  /** It has taken all there is; that there is no more is the source's doing. */
  @Test
  void shouldNotEvictAClientThatWaitsForTheSource() throws IOException, StartException {
    Duration timeout = Duration.ofMillis(300);
    try (RunningRelay relay =
            RunningRelay.relay()
                .clientTimeout(timeout)
                .stallTimeout(Duration.ofSeconds(60))
                .start();
        ScriptedUpstream upstream =
            ScriptedUpstream.start(Script.ok().pauseAfter(188 * 100, timeout.multipliedBy(5)))) {
      relay.channel("one", upstream.uri());
      try (TsClient client = TsClient.get(relay.live("one"))) {
        client.awaitPackets(500).verifier().assertComplete();
      }
    }
  }

  @Test
  void shouldEndAKickedClientOnAWholePacketAndNoOther() throws IOException, StartException {
    try (RunningRelay relay = RunningRelay.start();
        ScriptedUpstream upstream = ScriptedUpstream.start(Script.ok().misaligned())) {
      relay.channel("one", upstream.uri());
      try (TsClient stays = TsClient.get(relay.live("one"));
          TsClient kicked =
              TsClient.request(relay.live("one")).header("User-Agent", "kick me").connect()) {
        stays.awaitPackets(100);
        kicked.awaitPackets(100);
        String id =
            relay.clients("one").stream()
                .filter(client -> client.path("userAgent").asText().equals("kick me"))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asText();
        assertThat(relay.admin().delete("/api/v1/clients/" + id).status()).isEqualTo(204);
        kicked.awaitEnd().verifier().assertComplete().assertCleanToTheEnd();
        relay.awaitClients("one", 1);
        assertThat(relay.admin().delete("/api/v1/clients/" + id).status()).isEqualTo(404);
        stays.awaitMorePackets(200).verifier().assertComplete();
      }
    }
  }

  /** A second request in the same connection is none: the first has no end. */
  @Test
  void shouldEndAClientThatTalksWithoutEnd() throws IOException, StartException {
    try (RunningRelay relay = RunningRelay.start();
        ScriptedUpstream upstream = ScriptedUpstream.start(Script.ok())) {
      relay.channel("one", upstream.uri());
      try (TsClient stays = TsClient.get(relay.live("one"));
          RawExchange chatter = RawExchange.open(relay.address())) {
        stays.awaitPackets(50);
        chatter.send("GET /live/one.ts HTTP/1.1\r\nHost: relay.example\r\n\r\n").headOnly();
        relay.awaitClients("one", 2);
        chatter.send("more please ".repeat(100));
        stays.awaitMorePackets(100);
        relay.awaitClients("one", 2);
        chatter.send("more please ".repeat(50_000));
        relay.awaitClients("one", 1);
        stays.awaitMorePackets(100).verifier().assertComplete();
      }
    }
  }
}
