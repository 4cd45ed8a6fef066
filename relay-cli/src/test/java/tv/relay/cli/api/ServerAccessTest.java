package tv.relay.cli.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tv.relay.cli.testing.Run;
import tv.relay.cli.testing.ScriptedServer;

final class ServerAccessTest {
  @TempDir private Path folder;
  private ScriptedServer server;

  @BeforeEach
  void start() throws IOException {
    server = ScriptedServer.start().answering(200, "{\"channels\":[]}");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void shouldSendTheTokenThatItIsGiven() {
    Run.against(server, "channel", "list", "--token", "t0ken");

    assertThat(server.onlyRequest().authorization()).isEqualTo("Bearer t0ken");
  }

  @Test
  void shouldReadTheTokenFileOfTheDataFolder() throws IOException {
    Files.writeString(folder.resolve("admin-token"), "fr0mfile\n");

    Run.against(server, "channel", "list", "--data-dir", folder.toString());

    assertThat(server.onlyRequest().authorization()).isEqualTo("Bearer fr0mfile");
  }

  @Test
  void shouldFindTheUsualDataFolder() throws IOException {
    Files.createDirectories(folder.resolve("relay"));
    Files.writeString(folder.resolve("relay/admin-token"), "usual");

    Run.with(
        Map.of("RELAY_URL", server.url(), "XDG_DATA_HOME", folder.toString()), "channel", "list");

    assertThat(server.onlyRequest().authorization()).isEqualTo("Bearer usual");
  }

  @Test
  void shouldAskWithoutATokenWhenThereIsNone() {
    Run.against(server, "channel", "list");

    assertThat(server.onlyRequest().authorization()).isNull();
  }

  @Test
  void shouldRefuseATokenThatWouldBreakTheRequest() {
    Run run = Run.against(server, "channel", "list", "--token", "a\r\nHost: b");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void shouldSayHowToGiveTheTokenWhenItIsAskedFor() {
    server.answering(401, "{\"error\":\"admin token needed\"}");

    Run run = Run.against(server, "channel", "list");

    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.err()).contains("asks for", "--token", "RELAY_TOKEN", "admin-token");
  }

  @Test
  void shouldSayWhenTheTokenIsWrongAndNotRepeatIt() {
    server.answering(401, "{\"error\":\"admin token needed\"}");

    Run run = Run.against(server, "channel", "list", "--token", "wr0ng");

    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.err()).contains("does not accept").doesNotContain("wr0ng");
  }

  @Test
  void shouldSayWhatToCheckWhenNothingAnswers() {
    server.close();

    Run run = Run.against(server, "status");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).hasLineCount(1).contains(server.url(), "relay serve", "RELAY_URL");
  }

  @Test
  void shouldSayWhenTheHostDoesNotExist() {
    // Too long for a name, so that no name server is asked.
    Run run = Run.relay("status", "--server", "http://" + "a".repeat(64) + ":8080");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).contains("no host of that name");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | text/html        | <html>     | HTTP 200, text/html",
        "302 | text/html        | x          | HTTP 302",
        "200 | application/json | {          | broken JSON",
        "200 | application/json | [1]        | no object",
        "200 | application/json | {\"a\":1}  | without \"channels\"",
        "500 | application/json | {\"a\":1}  | without an error message",
      })
  void shouldTellWhatIsNoRelay(int status, String type, String body, String reason) {
    server.answering(status, type, body);

    Run run = Run.against(server, "status");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("not as a relay does", reason);
  }

  @Test
  void shouldTellWhatDoesNotSpeakHttp() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread ssh = new Thread(() -> greet(socket));
      ssh.start();
      Run run = Run.relay("status", "--server", "http://127.0.0.1:" + socket.getLocalPort());
      ssh.join();

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err()).contains("not HTTP");
    }
  }

  private static void greet(ServerSocket socket) {
    try (Socket client = socket.accept()) {
      client.getOutputStream().write("SSH-2.0-x\r\n".getBytes(StandardCharsets.US_ASCII));
      client.shutdownOutput();
      client.getInputStream().readAllBytes();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @CsvSource({"400, 4", "404, 4", "409, 4", "503, 4", "500, 1"})
  void shouldPassOnWhatTheServerObjectsTo(int status, int exitCode) {
    server.answering(status, "{\"error\":\"it may not\\u001b[31m\"}");

    Run run = Run.against(server, "channel", "add", "news", "ftp://a/");

    assertThat(run.exitCode()).isEqualTo(exitCode);
    assertThat(run.err()).isEqualToIgnoringNewLines("relay: it may not\\u001b[31m");
  }

  @Test
  void shouldNameTheFieldThatIsWrong() {
    server.answering(400, "{\"error\":\"must be http\",\"field\":\"urls[0]\"}");

    Run run = Run.against(server, "channel", "add", "news", "ftp://a/");

    assertThat(run.err()).isEqualToIgnoringNewLines("relay: urls[0]: must be http");
  }
}
