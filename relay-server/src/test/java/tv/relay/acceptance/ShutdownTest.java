package tv.relay.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.relay.server.StartException;
import tv.relay.testing.ClientSwarm;
import tv.relay.testing.ProcessCounters;
import tv.relay.testing.Programme;
import tv.relay.testing.RawExchange;
import tv.relay.testing.Script;
import tv.relay.testing.ScriptedUpstream;
import tv.relay.testing.SwarmClient;
import tv.relay.testing.TsClient;

/** The end comes within 5 s whatever clients and sources do, on a whole packet. */
class ShutdownTest {
  private static final Duration DEADLINE = Duration.ofSeconds(5);

  /** Small, so that a client that reads little blocks the relay's socket soon. */
  private static final int RECEIVE_BYTES = 16 * 1024;

  @Test
  void shouldEndManyStreamsOnAWholePacket() throws IOException, StartException {
    try (ScriptedUpstream upstream = ScriptedUpstream.start(Script.ok().misaligned());
        ClientSwarm swarm = new ClientSwarm()) {
      RunningRelay relay = RunningRelay.start();
      relay.channel("one", upstream.uri()).channel("two", upstream.uri());
      swarm.fast(25, relay.live("one"));
      swarm.fast(25, relay.live("two"));
      swarm.awaitPackets(swarm.clients(), 200);
      assertEndsInTime(relay);
      swarm.awaitEach(swarm.clients(), "the end", SwarmClient::ended);
      for (SwarmClient client : swarm.clients()) {
        assertThat(client.failed()).isFalse();
        client.verifier().assertComplete().assertCleanToTheEnd();
      }
      upstream.awaitOpenConnections(0);
    }
  }

  /** Who is blocked in the middle of a packet, but reads, gets the rest of it and no more. */
  @Test
  void shouldLetSlowClientsFinishTheirPacket() throws IOException, StartException {
    // More at once than any socket takes, and not before all are there to be sent it.
    Script burst = Script.ok().burstBytes(600_000).slowHeader(Duration.ofMillis(8));
    try (ScriptedUpstream upstream = ScriptedUpstream.start(burst);
        ClientSwarm swarm = new ClientSwarm()) {
      RunningRelay relay = RunningRelay.start();
      relay.channel("one", upstream.uri());
      swarm.add(20, relay.live("one"), r -> r.slow(100_000).receiveBufferBytes(RECEIVE_BYTES));
      RunningRelay.await().until(() -> count(relay, ShutdownTest::isInsideAPacket) >= 5);
      assertEndsInTime(relay);
      swarm.awaitEach(swarm.clients(), "the end", SwarmClient::ended);
      for (SwarmClient client : swarm.clients()) {
        assertThat(client.failed()).isFalse();
        client.verifier().assertCleanToTheEnd();
      }
    }
  }

  /** Some of them in the middle of a packet that they will not take the rest of. */
  @Test
  void shouldEndInTimeAlthoughClientsTakeNothing() throws IOException, StartException {
    try (ScriptedUpstream upstream =
            ScriptedUpstream.start(Programme.numbered(1).withGopFrames(4), Script.ok());
        ClientSwarm swarm = new ClientSwarm()) {
      RunningRelay relay = RunningRelay.relay().ringBytes(256 * 1024).start();
      relay.channel("one", upstream.uri());
      List<SwarmClient> stalled =
          swarm.add(20, relay.live("one"), r -> r.stalled().receiveBufferBytes(RECEIVE_BYTES));
      RunningRelay.await()
          .until(() -> count(relay, client -> client.path("droppedChunks").asLong() > 0) == 20);
      assertEndsInTime(relay);
      stalled.forEach(SwarmClient::fast);
      swarm.awaitEach(stalled, "the end", SwarmClient::ended);
      stalled.forEach(client -> client.verifier().assertClean());
    }
  }

  @Test
  void shouldTellClientsThatWaitAndLetGoOfASilentSource() throws IOException, StartException {
    try (ScriptedUpstream upstream = ScriptedUpstream.start(Script.silentAccept())) {
      RunningRelay relay = RunningRelay.start();
      relay.channel("one", upstream.uri());
      try (TsClient waiting = TsClient.get(relay.live("one"));
          RawExchange idle = RawExchange.open(relay.address())) {
        upstream.awaitRequests(1);
        assertEndsInTime(relay);
        assertThat(waiting.status()).isEqualTo(503);
        waiting.awaitEnd();
        assertThat(waiting.bodyText()).startsWith("the relay is shutting down");
        assertThat(idle.reply().status()).isZero();
      }
      upstream.awaitOpenConnections(0);
    }
  }

  /** A thread of the relay waits for the rest, which never comes. */
  @Test
  void shouldEndInTimeAlthoughABodyIsHalfSent() throws IOException, StartException {
    int threadsBefore = ProcessCounters.liveThreads("relay-");
    RunningRelay relay = RunningRelay.relay().headerTimeout(Duration.ofMinutes(1)).start();
    try (RawExchange half = halfABody(relay)) {
      assertEndsInTime(relay);
      assertThat(half.reply().status()).isZero();
      awaitThreads(threadsBefore);
    }
  }

  /** Which makes the web server's end fail, and what comes after it has to end all the same. */
  @Test
  void shouldEndTheRestAlthoughItIsInterrupted(@TempDir Path folder)
      throws IOException, StartException {
    int threadsBefore = ProcessCounters.liveThreads("relay-");
    RelayBuilder builder = RunningRelay.relay().dataDir(folder);
    RunningRelay relay = builder.headerTimeout(Duration.ofMinutes(1)).start();
    try (RawExchange half = halfABody(relay)) {
      Thread.currentThread().interrupt();
      relay.close();
      assertThat(Thread.interrupted()).isTrue();
      assertThat(half.reply().status()).isZero();
    }
    awaitThreads(threadsBefore);
    builder.start().close();
  }

  @Test
  void shouldLeaveNeitherThreadsNorAPort() throws IOException, StartException {
    int threadsBefore = ProcessCounters.liveThreads("relay-");
    try (ScriptedUpstream upstream = ScriptedUpstream.start(Script.ok())) {
      RunningRelay relay = RunningRelay.start();
      InetSocketAddress address = relay.address();
      relay.channel("one", upstream.uri());
      try (TsClient client = TsClient.get(relay.live("one"))) {
        client.awaitPackets(50);
        assertEndsInTime(relay);
        client.awaitEnd();
      }
      assertThatExceptionOfType(ConnectException.class)
          .isThrownBy(() -> new Socket(address.getAddress(), address.getPort()).close());
      awaitThreads(threadsBefore);
    }
  }

  private static RawExchange halfABody(RunningRelay relay) throws IOException {
    RawExchange half =
        RawExchange.open(relay.address())
            .send("PUT /api/v1/channels/one HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n")
            .send("Authorization: Bearer " + relay.token() + "\r\n\r\n{");
    RunningRelay.await().until(ShutdownTest::aWorkerWaitsForABody);
    return half;
  }

  private static void awaitThreads(int atMost) {
    RunningRelay.await()
        .untilAsserted(
            () -> assertThat(ProcessCounters.liveThreads("relay-")).isLessThanOrEqualTo(atMost));
  }

  private static boolean aWorkerWaitsForABody() {
    return Thread.getAllStackTraces().values().stream()
        .flatMap(Arrays::stream)
        .anyMatch(call -> call.getMethodName().equals("awaitReadable"));
  }

  private static boolean isInsideAPacket(JsonNode client) {
    return client.path("sentBytes").asLong() % 188 != 0;
  }

  private static long count(RunningRelay relay, Predicate<JsonNode> condition) {
    return relay.clients("one").stream().filter(condition).count();
  }

  private static void assertEndsInTime(RunningRelay relay) {
    long begunNanos = System.nanoTime();
    relay.close();
    assertThat(Duration.ofNanos(System.nanoTime() - begunNanos)).isLessThan(DEADLINE);
  }
}
