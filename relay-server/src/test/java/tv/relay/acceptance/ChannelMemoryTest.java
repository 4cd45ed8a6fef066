package tv.relay.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tv.relay.memory.Demand;
import tv.relay.memory.MemoryNeeds;
import tv.relay.registry.ChannelDefinition;
import tv.relay.registry.SourceUrl;
import tv.relay.server.StartException;
import tv.relay.testing.ProcessCounters;
import tv.relay.testing.Programme;
import tv.relay.testing.Script;
import tv.relay.testing.ScriptedUpstream;

/** What a channel takes that nobody watches, and one that somebody does, against the formula. */
class ChannelMemoryTest {
  private static final int REGISTERED = 2_000;
  private static final int LIVE = 10;

  /** What the JDK keeps at most for the thread of a source that writes. */
  private static final int SOURCE_DIRECT_BYTES = 128 * 1024;

  private static final int RING_BYTES = 1024 * 1024;

  @Test
  void shouldTakeLittleForAChannelThatNobodyWatches() throws StartException {
    try (RunningRelay relay = RunningRelay.relay().limits(1, 1, REGISTERED + 1).start()) {
      relay.channel(definition(-1));
      long heap = ProcessCounters.heapBytesNow();
      long direct = ProcessCounters.directBytesNow();
      int threads = ProcessCounters.liveThreads("relay-upstream");

      relay.channels(
          IntStream.range(0, REGISTERED).mapToObj(ChannelMemoryTest::definition).toList());

      long each = (ProcessCounters.heapBytesNow() - heap) / REGISTERED;
      System.out.printf("a registered channel takes %,d bytes of heap%n", each);
      // Half of what the formula has: the other half is for a list that is taken in.
      assertThat(each).isLessThan(difference(0, 1).heap() / 2);
      assertThat(ProcessCounters.directBytesNow() - direct).isLessThan(RING_BYTES);
      assertThat(ProcessCounters.liveThreads("relay-upstream")).isEqualTo(threads);
    }
  }

  @Test
  void shouldTakeNoMoreForALiveChannelThanTheFormulaHas() throws IOException, StartException {
    List<SocketChannel> clients = new ArrayList<>();
    List<ScriptedUpstream> upstreams = new ArrayList<>();
    try (RunningRelay relay = RunningRelay.relay().ringBytes(RING_BYTES).start()) {
      // The first brings what is made once.
      watch(relay, "first", upstreams, clients);
      awaitLive(relay, "first");
      long heap = ProcessCounters.heapBytesNow();
      long direct = ProcessCounters.directBytesNow();

      for (int i = 0; i < LIVE; i++) {
        watch(relay, "c" + i, upstreams, clients);
      }
      for (int i = 0; i < LIVE; i++) {
        awaitLive(relay, "c" + i);
      }

      long heapEach = (ProcessCounters.heapBytesNow() - heap) / LIVE;
      long directEach = (ProcessCounters.directBytesNow() - direct) / LIVE;
      System.out.printf(
          "a live channel with a client takes %,d bytes of heap (its source here included) and %,d"
              + " direct%n",
          heapEach, directEach);
      assertThat(heapEach).isLessThan(difference(1, 0).heap());
      assertThat(directEach)
          .isBetween((long) RING_BYTES - 188, difference(1, 0).direct() + SOURCE_DIRECT_BYTES);
    } finally {
      for (SocketChannel client : clients) {
        client.close();
      }
      upstreams.forEach(ScriptedUpstream::close);
    }
  }

  /** What the formula has for so many more. */
  private static MemoryNeeds difference(int live, int registered) {
    MemoryNeeds more = MemoryNeeds.of(new Demand(live, RING_BYTES, 0, 0, registered));
    MemoryNeeds none = MemoryNeeds.of(new Demand(0, RING_BYTES, 0, 0, 0));
    return new MemoryNeeds(
        more.own() - none.own(), more.heap() - none.heap(), more.direct() - none.direct(), 0);
  }

  private static ChannelDefinition definition(int number) {
    return ChannelDefinition.of(
        "channel-" + number,
        SourceUrl.parse("http://provider.example:8080/live/user/password/" + number + ".ts"));
  }

  private static void watch(
      RunningRelay relay, String id, List<ScriptedUpstream> upstreams, List<SocketChannel> clients)
      throws IOException {
    ScriptedUpstream upstream = ScriptedUpstream.start(Programme.numbered(1), Script.ok());
    upstreams.add(upstream);
    relay.channel(id, upstream.uri());
    SocketChannel client = SocketChannel.open();
    clients.add(client);
    client.setOption(StandardSocketOptions.SO_RCVBUF, 64 * 1024);
    client.connect(relay.address());
    String request = "GET /live/" + id + ".ts HTTP/1.1\r\nHost: relay.example\r\n\r\n";
    client.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
  }

  private static void awaitLive(RunningRelay relay, String id) {
    RunningRelay.await()
        .until(() -> relay.clients(id).stream().anyMatch(c -> c.path("sentChunks").asLong() > 0));
  }
}
