package tv.relay.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.relay.access.AccessFormat;
import tv.relay.memory.Demand;
import tv.relay.memory.MemoryNeeds;
import tv.relay.registry.ChannelDefinition;
import tv.relay.registry.SourceUrl;
import tv.relay.server.StartException;
import tv.relay.testing.Http;
import tv.relay.testing.ProcessCounters;

/** A provider's whole list: 20,000 channels. */
class BigListTest {
  private static final int ENTRIES = 20_000;
  private static final int READERS_OF_EACH = 4;

  private RunningRelay relay;

  @BeforeEach
  void start() throws StartException {
    relay = RunningRelay.relay().limits(100, 100, 30_000).start();
  }

  @AfterEach
  void stop() {
    relay.close();
  }

  @Test
  void shouldTakeInAndGiveOutAWholeProvider() {
    String list = list();
    // The first brings what is made once.
    assertThat(relay.admin().postText("/api/v1/import?dryRun=true", list).status()).isEqualTo(200);
    HeapWatch heap = HeapWatch.start();
    long start = System.nanoTime();
    JsonNode first = imported(list);
    long second = System.nanoTime();
    JsonNode again = imported(list);
    long end = System.nanoTime();
    long grown = heap.grownAtMost();
    System.out.printf(
        "%d entries taken in within %d ms, again within %d ms, by %,d bytes of heap each at most%n",
        ENTRIES, (second - start) / 1_000_000, (end - second) / 1_000_000, grown / ENTRIES);
    // The whole of it: what they take registered, and as much while a list of them is taken in.
    assertThat(grown).isBetween(1L, formula(ENTRIES).heap() - formula(0).heap());

    assertThat(first.path("added").asInt()).isEqualTo(ENTRIES);
    assertThat(first.path("changes")).hasSize(1_000);
    assertThat(first.path("changesLeftOut").asInt()).isEqualTo(ENTRIES - 1_000);
    assertThat(again.path("unchanged").asInt()).isEqualTo(ENTRIES);
    assertThat(
            relay.http().get("/playlist.m3u").body().lines().filter(line -> line.startsWith("h")))
        .hasSize(ENTRIES)
        .doesNotHaveDuplicates();
  }

  private static MemoryNeeds formula(int registered) {
    return MemoryNeeds.of(new Demand(0, 0, 0, 0, registered));
  }

  /** There are fewer worker threads than readers here. */
  @Test
  void shouldNotBeHeldUpByThoseWhoReadTheListSlowly() throws IOException {
    imported(list());
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 20; i++) {
        slow.add(slowReader("/playlist.m3u"));
      }
      for (int i = 0; i < 3; i++) {
        assertThat(relay.admin().get("/api/v1/lists").status()).isEqualTo(200);
        assertThat(relay.http().get("/playlist.m3u").body().lines().count())
            .isEqualTo(1 + 2 * ENTRIES);
      }
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  /** The shortest of these answers has more than 1.5 MB. */
  @Test
  void shouldHoldNoWholeListForThoseWhoTakeNothing() throws IOException {
    imported(list());
    relay.admin().put("/api/v1/play-accounts/anna", "{\"password\":\"sesame-1\"}");
    String login = "?username=anna&password=sesame-1";
    List<String> paths =
        List.of(
            "/lineup.json",
            "/lineup.xml",
            "/get.php" + login,
            "/player_api.php" + login + "&action=get_live_streams",
            "/xmltv.php" + login);
    for (String path : paths) {
      // For what is made once, and it is all there.
      String body = relay.http().get(path).body();
      assertThat(body).as(path).contains("Channel, 0 HD", "Channel, " + (ENTRIES - 1) + " HD");
      assertThat(body.length()).as(path).isGreaterThan(1_500_000);
    }
    List<Socket> slow = new ArrayList<>();
    try {
      long before = ProcessCounters.heapBytesNow();
      for (int i = 0; i < READERS_OF_EACH; i++) {
        for (String path : paths) {
          slow.add(slowReader(path));
        }
      }
      for (Socket reader : slow) {
        // It is being answered.
        assertThat(reader.getInputStream().readNBytes(8)).hasSize(8);
      }
      long each = (ProcessCounters.heapBytesNow() - before) / slow.size();
      System.out.printf("a reader of a list who takes nothing holds %,d bytes of heap%n", each);
      assertThat(each).isLessThan(500_000);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  /** What is sent in pieces, and what is not. */
  @Test
  void shouldDisconnectThoseWhoTakeNothing(@TempDir Path folder)
      throws IOException, StartException {
    Path log = folder.resolve("access.log");
    try (RunningRelay hasty =
        RunningRelay.relay()
            .clientTimeout(Duration.ofMillis(500))
            .accessLog(log, AccessFormat.JSON)
            .limits(100, 100, 30_000)
            .start()) {
      hasty.channels(
          IntStream.range(0, 5_000)
              .mapToObj(i -> ChannelDefinition.of("channel-" + i, SourceUrl.parse("http://p/")))
              .toList());
      for (String path : List.of("/lineup.json", "/status")) {
        try (Socket reader = slowReader(hasty, path)) {
          assertThat(reader.getInputStream().readNBytes(8)).hasSize(8);
          // Its line comes when the answer is over, however it ends.
          RunningRelay.await().until(() -> Files.readString(log).contains(path));
        }
        JsonNode line =
            Files.readAllLines(log).stream()
                .map(RunningRelay::json)
                .filter(each -> each.path("path").asText().equals(path))
                .findFirst()
                .orElseThrow();
        assertThat(line.path("bytes").asInt())
            .as(path)
            .isLessThan(hasty.http().get(path).body().length());
      }
    }
  }

  private Socket slowReader(String path) throws IOException {
    return slowReader(relay, path);
  }

  /** Asks and then reads nothing. */
  private static Socket slowReader(RunningRelay relay, String path) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setReceiveBufferSize(4096);
    } catch (SocketException e) {
      socket.close();
      throw e;
    }
    socket.connect(relay.address());
    socket
        .getOutputStream()
        .write(
            ("GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private JsonNode imported(String list) {
    Http.Answer answer = relay.admin().postText("/api/v1/import?list=big", list);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return RunningRelay.json(answer.body());
  }

  private static String list() {
    StringBuilder list = new StringBuilder("#EXTM3U\r\n");
    for (int i = 0; i < ENTRIES; i++) {
      list.append("#EXTINF:-1 tvg-id=\"channel")
          .append(i)
          .append(".uk\" tvg-logo=\"http://l/")
          .append(i)
          .append(".png\" group-title=\"Group ")
          .append(i % 60)
          .append("\",Channel, ")
          .append(i)
          .append(" HD\r\nhttp://p.example/live/user/password/")
          .append(i)
          .append(".ts\r\n");
    }
    return list.toString();
  }
}
