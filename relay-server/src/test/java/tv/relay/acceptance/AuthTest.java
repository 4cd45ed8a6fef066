package tv.relay.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tv.relay.server.StartException;
import tv.relay.testing.RawExchange;

/**
 * Who may what: everybody watches, whoever has the token administers, and the status is for both
 * the token and the machine itself.
 */
class AuthTest {
  private static final String SOURCE = "{\"urls\":[\"http://127.0.0.1:9/a.ts\"]}";

  private static RunningRelay relay;

  @BeforeAll
  static void start() throws StartException {
    relay = RunningRelay.start();
    relay.channel("one", "http://127.0.0.1:9/a.ts");
  }

  @AfterAll
  static void stop() {
    relay.close();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/v1/channels",
    "GET, /api/v1/channels/one",
    "GET, /api/v1/channels/one?secrets=true",
    "HEAD, /api/v1/channels/one",
    "PUT, /api/v1/channels/evil",
    "PATCH, /api/v1/channels/one",
    "DELETE, /api/v1/channels/one",
    "OPTIONS, /api/v1/channels",
    "GET, /api/v1/clients",
    "DELETE, /api/v1/clients/1",
    "GET, /api",
    "GET, /api/",
    "GET, /api/v1/nothing",
    "GET, /api/v2/channels"
  })
  void shouldAskForTheTokenBelowApi(String method, String path) throws IOException {
    RawExchange.Reply reply = send(method, path, "");
    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.header("WWW-Authenticate")).contains("Bearer realm=\"relay\"");
    assertThat(reply.header("Access-Control-Allow-Origin")).isEmpty();
    assertThat(reply.body()).doesNotContain(relay.token(), "127.0.0.1:9");
    assertThat(relay.admin().get("/api/v1/channels/one").status()).isEqualTo(200);
    assertThat(relay.admin().get("/api/v1/channels/evil").status()).isEqualTo(404);
  }

  @Test
  void shouldChangeNothingWithoutTheToken() throws IOException {
    String body = "Content-Length: " + SOURCE.length() + "\r\n";
    RawExchange.Reply reply =
        RawExchange.exchange(relay.address(), head("PUT", "/api/v1/channels/evil", body) + SOURCE);
    assertThat(reply.status()).isEqualTo(401);
    assertThat(relay.admin().get("/api/v1/channels/evil").status()).isEqualTo(404);
  }

  @Test
  void shouldTakeTheTokenAndNothingLikeIt() throws IOException {
    String token = relay.token();
    for (String right : List.of("Bearer " + token, "bearer " + token, "BEARER  " + token)) {
      assertThat(statusWith("Authorization: " + right)).as(right).isEqualTo(200);
    }
    for (String wrong :
        List.of(
            "Authorization: Bearer",
            "Authorization: Bearer ",
            "Authorization: Bearer " + token.substring(1),
            "Authorization: Bearer " + token.substring(0, token.length() - 1),
            "Authorization: Bearer " + token + "x",
            "Authorization: Bearer " + token.toUpperCase(Locale.ROOT),
            "Authorization: Basic " + token,
            "Authorization: " + token,
            "Authorization: Bearer x\r\nAuthorization: Bearer " + token,
            "Cookie: token=" + token,
            "X-Token: " + token)) {
      assertThat(statusWith(wrong)).as(wrong).isEqualTo(401);
    }
    String inTheQuery = "/api/v1/channels?token=" + token + "&access_token=" + token;
    assertThat(send("GET", inTheQuery, "").status()).isEqualTo(401);
  }

  private static int statusWith(String header) throws IOException {
    return send("GET", "/api/v1/channels", header + "\r\n").status();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/playlist.m3u", "/healthz"})
  void shouldShowToEverybodyWhatIsOpen(String path) throws IOException {
    String evil = "GET " + path + " HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n";
    assertThat(RawExchange.exchange(relay.address(), evil).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST",
        "127.0.0.1",
        "[::1]",
        "localhost:8080",
        "127.0.0.1:1",
        "[::1]:80"
      })
  void shouldShowTheStatusToThisMachine(String host) throws IOException {
    for (String path : List.of("/status", "/status/one")) {
      assertThat(statusOf(path, "Host: " + host).status()).isEqualTo(200);
    }
  }

  /** A page from elsewhere whose name is made to resolve to 127.0.0.1 sends its own name. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:8080",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "127.0.0.2",
        "0.0.0.0",
        "192.0.2.1",
        ""
      })
  void shouldNotShowTheStatusByAForeignName(String host) throws IOException {
    for (String path : List.of("/status", "/status/one", "/status/nobody")) {
      RawExchange.Reply reply = statusOf(path, "Host: " + host);
      assertThat(reply.status()).isEqualTo(401);
      assertThat(reply.header("WWW-Authenticate")).contains("Bearer realm=\"relay\"");
      assertThat(reply.body()).doesNotContain("channels", "127.0.0.1:9");
    }
    String token = "Host: " + host + "\r\nAuthorization: Bearer " + relay.token();
    assertThat(statusOf("/status", token).status()).isEqualTo(200);
  }

  /** What is no name at all is refused even before it is asked who that is. */
  @ParameterizedTest
  @ValueSource(strings = {"evil.example:127.0.0.1", "localhost@evil.example", "[::1].evil.example"})
  void shouldNotShowTheStatusByANameThatIsNone(String host) throws IOException {
    RawExchange.Reply reply = statusOf("/status", "Host: " + host);
    assertThat(reply.status()).isIn(400, 401);
    assertThat(reply.body()).doesNotContain("channels");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Forwarded-For: 127.0.0.1",
        "x-forwarded-for: 192.0.2.1",
        "Forwarded: for=127.0.0.1",
        "X-Real-IP: 127.0.0.1",
        "Via: 1.1 proxy"
      })
  void shouldNotShowTheStatusThroughAProxy(String header) throws IOException {
    assertThat(statusOf("/status", "Host: localhost\r\n" + header).status()).isEqualTo(401);
  }

  @Test
  void shouldNotLetOtherPagesReadTheStatus() throws IOException {
    RawExchange.Reply reply = statusOf("/status", "Host: localhost\r\nOrigin: http://evil.example");
    assertThat(reply.header("Access-Control-Allow-Origin")).isEmpty();
  }

  @Test
  void shouldNotAnswerTheStatusToHttp10WithoutAHost() throws IOException {
    RawExchange.Reply reply = RawExchange.exchange(relay.address(), "GET /status HTTP/1.0\r\n\r\n");
    assertThat(reply.status()).isEqualTo(401);
  }

  @Test
  void shouldKeepTheTokenForItsOwnerAndOverARestart(@TempDir Path folder)
      throws IOException, StartException {
    String first;
    try (RunningRelay starting = RunningRelay.relay().dataDir(folder).start()) {
      first = starting.token();
      assertThat(first).hasSizeGreaterThanOrEqualTo(40);
      assertThat(first).isNotEqualTo(relay.token());
      Path file = folder.resolve("admin-token");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
    try (RunningRelay again = RunningRelay.relay().dataDir(folder).start()) {
      assertThat(again.http().withToken(first).get("/api/v1/channels").status()).isEqualTo(200);
    }
  }

  private static RawExchange.Reply statusOf(String path, String headers) throws IOException {
    return RawExchange.exchange(
        relay.address(),
        "GET " + path + " HTTP/1.1\r\n" + headers + "\r\nConnection: close\r\n\r\n");
  }

  private static RawExchange.Reply send(String method, String path, String headers)
      throws IOException {
    return RawExchange.exchange(relay.address(), head(method, path, headers));
  }

  private static String head(String method, String path, String headers) {
    return method
        + " "
        + path
        + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        + headers
        + "\r\n";
  }
}
