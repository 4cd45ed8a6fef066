package tv.relay.acceptance;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.relay.access.AccessFormat;
import tv.relay.server.StartException;
import tv.relay.testing.Programme;
import tv.relay.testing.RawExchange;
import tv.relay.testing.Script;
import tv.relay.testing.ScriptedUpstream;
import tv.relay.testing.TsClient;

/** One line for what was answered, one for a stream that has ended, and no secret in either. */
class AccessLinesTest {
  @TempDir private Path folder;

  private Path file;
  private RunningRelay relay;
  private ScriptedUpstream upstream;

  @BeforeEach
  void start() throws StartException {
    file = folder.resolve("access.log");
    relay = RunningRelay.relay().accessLog(file, AccessFormat.JSON).start();
    upstream = ScriptedUpstream.start(Programme.numbered(1), Script.ok());
    relay.channel("one", upstream.uri());
  }

  @AfterEach
  void stop() {
    relay.close();
    upstream.close();
  }

  @Test
  void shouldWriteOneLineForEachAnswer() throws IOException {
    relay.http().get("/healthz?password=secret");
    relay.http().get("/live/nobody.ts");
    relay.http().get("/live/ann/hunter2/1.ts");

    List<JsonNode> lines = lines(3);
    assertThat(lines)
        .extracting(line -> line.path("status").asInt())
        .containsExactly(200, 404, 403);
    assertThat(lines)
        .extracting(line -> line.path("path").asText())
        .containsExactly("/healthz", "/live/nobody.ts", "/live/***/***/1.ts");
    assertThat(lines.get(0).path("bytes").asLong()).isPositive();
    assertThat(Files.readString(file)).doesNotContain("secret", "hunter2");
  }

  /** Anybody can write headers; nobody here is trusted with them. */
  @Test
  void shouldWriteWhoIsConnectedWhateverIsClaimed() throws IOException {
    RawExchange.exchange(
        relay.address(),
        "GET /healthz HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 192.0.2.66\r\n"
            + "Forwarded: for=192.0.2.66\r\nConnection: close\r\n\r\n");

    assertThat(lines("/healthz").get(0).path("client").asText()).startsWith("127.0.0.1:");
  }

  @Test
  void shouldWriteALineWhenAStreamHasEndedAndNotBefore() throws IOException {
    long received;
    try (TsClient client = TsClient.get(relay.live("one"))) {
      client.awaitPackets(300);
      assertThat(Files.readString(file)).doesNotContain("/live/one.ts");
      received = 300 * 188;
    }
    JsonNode line = lines("/live/one.ts").get(0);
    assertThat(line.path("status").asInt()).isEqualTo(200);
    assertThat(line.path("bytes").asLong()).isGreaterThanOrEqualTo(received);
    assertThat(line.path("seconds").asDouble()).isPositive();
    assertThat(lines("/live/one.ts")).hasSize(1);
  }

  @Test
  void shouldWriteWhyNoStreamBegan() throws IOException, StartException {
    try (RunningRelay full =
        RunningRelay.relay().accessLog(file, AccessFormat.JSON).limits(1, 1, 5).start()) {
      full.channel("dead", "http://127.0.0.1:9/x");
      full.http().get("/live/dead.ts");

      JsonNode line = lines("/live/dead.ts").get(0);
      assertThat(line.path("status").asInt()).isEqualTo(503);
      assertThat(line.path("bytes").asLong()).isPositive();
    }
  }

  @Test
  void shouldWriteThatAClientDidNotWait() throws IOException {
    try (ScriptedUpstream silent = ScriptedUpstream.start(Script.silentAccept())) {
      relay.channel("slow", silent.uri());
      try (Socket client = new Socket(relay.address().getAddress(), relay.address().getPort())) {
        client
            .getOutputStream()
            .write("GET /live/slow.ts HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII));
        silent.awaitConnections(1);
      }
      assertThat(lines("/live/slow.ts").get(0).path("status").asInt()).isEqualTo(499);
    }
  }

  private List<JsonNode> lines(String path) {
    RunningRelay.await().until(() -> Files.readString(file).contains(path));
    return read().stream().filter(line -> line.path("path").asText().equals(path)).toList();
  }

  private List<JsonNode> lines(int count) {
    RunningRelay.await().until(() -> read().size() >= count);
    return read();
  }

  private List<JsonNode> read() {
    try {
      return Files.readAllLines(file).stream().map(RunningRelay::json).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
