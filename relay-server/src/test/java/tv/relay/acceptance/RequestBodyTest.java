package tv.relay.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.relay.access.AccessFormat;
import tv.relay.server.StartException;
import tv.relay.testing.RawExchange;

/** Who doesn't send what its request announced keeps nobody else from an answer. */
class RequestBodyTest {
  /** As many as threads wait for bodies. */
  private static final int WORKERS = 4;

  private static final String DEFINITION = "{\"urls\":[\"http://127.0.0.1:9/a.ts\"]}";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"channels", "accounts", "play-accounts", "lists", "guides"})
  void shouldRefuseABodyThatNeverComes(String kind) throws IOException, StartException {
    Path lines = folder.resolve("access");
    try (RunningRelay relay =
        RunningRelay.relay()
            .headerTimeout(Duration.ofMillis(500))
            .accessLog(lines, AccessFormat.TEXT)
            .start()) {
      List<RawExchange> halves = new ArrayList<>();
      for (int i = 0; i < WORKERS; i++) {
        String path = "/api/v1/" + kind + "/half" + i;
        halves.add(RawExchange.open(relay.address()).send(head(relay, path, 100) + "{"));
      }
      assertThat(relay.http().get("/playlist.m3u").status()).isEqualTo(200);
      for (RawExchange half : halves) {
        RawExchange.Reply reply = half.reply();
        assertThat(reply.status()).isEqualTo(408);
        assertThat(reply.body()).contains("did not come within 0.5 s");
        half.close();
      }
      RunningRelay.await()
          .untilAsserted(() -> assertThat(Files.readString(lines).split(" 408 ")).hasSize(5));
      assertThat(relay.admin().get("/api/v1/" + kind + "/half0").status()).isEqualTo(404);
    }
  }

  /** The deadline is that of the whole body: a byte now and then does not put it off. */
  @Test
  void shouldRefuseABodyThatDribblesIn() throws IOException, StartException {
    try (RunningRelay relay = RunningRelay.relay().headerTimeout(Duration.ofMillis(500)).start();
        RawExchange slow = RawExchange.open(relay.address())) {
      slow.send(head(relay, "/api/v1/channels/slow", 100_000));
      RunningRelay.await()
          .until(
              () -> {
                slow.send("x");
                return slow.hasReply();
              });
      assertThat(slow.headOnly().status()).isEqualTo(408);
    }
  }

  /** In chunks, which don't say how long it will be, and not sent to its end. */
  @Test
  void shouldRefuseABodyThatIsTooLong() throws IOException, StartException {
    try (RunningRelay relay = RunningRelay.relay().headerTimeout(Duration.ofMinutes(1)).start();
        RawExchange big = RawExchange.open(relay.address())) {
      String head = head(relay, "/api/v1/channels/big", 0);
      big.send(head.replace("Content-Length: 0", "Transfer-Encoding: chunked"));
      big.send("100400\r\n" + "x".repeat(0x100400));
      RawExchange.Reply reply = big.reply();
      assertThat(reply.status()).isEqualTo(413);
      assertThat(reply.body()).contains("longer than 1048576 bytes");
    }
  }

  @Test
  void shouldTakeABodyInPieces() throws IOException, StartException {
    try (RunningRelay relay = RunningRelay.start();
        RawExchange client = RawExchange.open(relay.address())) {
      client.send(head(relay, "/api/v1/channels/one", DEFINITION.length()));
      client.send(DEFINITION.substring(0, 10));
      assertThat(relay.http().get("/playlist.m3u").status()).isEqualTo(200);
      client.send(DEFINITION.substring(10));
      assertThat(client.headOnly().status()).isEqualTo(201);
    }
  }

  private static String head(RunningRelay relay, String path, int length) {
    return ("PUT " + path + " HTTP/1.1\r\nHost: a\r\n")
        + ("Authorization: Bearer " + relay.token() + "\r\n")
        + ("Content-Length: " + length + "\r\n\r\n");
  }
}
