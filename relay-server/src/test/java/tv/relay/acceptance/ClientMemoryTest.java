package tv.relay.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tv.relay.memory.Demand;
import tv.relay.memory.MemoryNeeds;
import tv.relay.server.StartException;
import tv.relay.testing.ProcessCounters;
import tv.relay.testing.Programme;
import tv.relay.testing.Script;
import tv.relay.testing.ScriptedUpstream;

/**
 * What a client costs the process that does not take what it is sent: a cursor, a connection and
 * what is left of the picture that it is in, in a buffer at most twice as large. The formula has
 * the latter for all clients together. Measured: 17 KB of heap with pictures of 10 KB, 4.6 KB
 * without any of a picture, and less than 1 KB direct.
 */
class ClientMemoryTest {
  private static final int CLIENTS = 1_000;
  private static final Programme PROGRAMME = Programme.numbered(1);
  private static final long PICTURE_BYTES = PROGRAMME.bitrateBps() / 8 / 25;
  private static final long MAX_HEAP_BYTES =
      formula(1).heap() - formula(0).heap() + 2 * PICTURE_BYTES;
  private static final long MAX_DIRECT_BYTES = 1024;

  @Test
  void shouldTakeLittleMemoryForAStalledClient() throws IOException, StartException {
    List<SocketChannel> clients = new ArrayList<>();
    try (RunningRelay relay = RunningRelay.relay().ringBytes(256 * 1024).start();
        ScriptedUpstream upstream = ScriptedUpstream.start(PROGRAMME, Script.ok())) {
      relay.channel("one", upstream.uri());
      // A crowd before the crowd, for all that is made once.
      connect(clients, 200, relay);
      awaitLapped(relay, 200);
      long heapBefore = ProcessCounters.heapBytesNow();
      long directBefore = ProcessCounters.directBytesNow();
      connect(clients, CLIENTS, relay);
      awaitLapped(relay, 200 + CLIENTS);
      long heap = (ProcessCounters.heapBytesNow() - heapBefore) / CLIENTS;
      long direct = (ProcessCounters.directBytesNow() - directBefore) / CLIENTS;
      System.out.printf(
          "a stalled client takes %,d bytes of heap (its end here included) and %,d direct%n",
          heap, direct);
      assertThat(heap).isLessThan(MAX_HEAP_BYTES);
      assertThat(direct).isLessThan(MAX_DIRECT_BYTES);
    } finally {
      for (SocketChannel client : clients) {
        client.close();
      }
    }
  }

  private static MemoryNeeds formula(int clients) {
    return MemoryNeeds.of(new Demand(0, 0, clients, 0, 0));
  }

  /** As bare as a client can be: it is to cost nearly nothing on this side. */
  private static void connect(List<SocketChannel> clients, int count, RunningRelay relay)
      throws IOException {
    byte[] request =
        "GET /live/one.ts HTTP/1.1\r\nHost: relay.example\r\nUser-Agent: VLC/3.0.24\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < count; i++) {
      SocketChannel client = SocketChannel.open();
      clients.add(client);
      client.setOption(StandardSocketOptions.SO_RCVBUF, 4 * 1024);
      client.connect(relay.address());
      client.write(ByteBuffer.wrap(request));
    }
  }

  /** Then all buffers that a client can fill are full. */
  private static void awaitLapped(RunningRelay relay, int count) {
    RunningRelay.await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> {
              List<JsonNode> there = relay.clients("one");
              // On a slow machine the source overtakes one or the other in a write, and it goes.
              return there.size() > count * 0.95
                  && there.stream().allMatch(client -> client.path("droppedChunks").asLong() > 0);
            });
  }
}
