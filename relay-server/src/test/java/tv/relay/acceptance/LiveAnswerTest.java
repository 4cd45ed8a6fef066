package tv.relay.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.relay.server.StartException;
import tv.relay.testing.MessageHead;
import tv.relay.testing.RawExchange;
import tv.relay.testing.Script;
import tv.relay.testing.ScriptedUpstream;
import tv.relay.testing.TsClient;

/** What a player is answered at a live URL: exactly the head that all players take. */
class LiveAnswerTest {
  private static final Map<String, String> STREAM_HEADERS =
      Map.of(
          "content-type", "video/mp2t",
          "connection", "close",
          "cache-control", "no-cache, no-store",
          "accept-ranges", "none",
          "access-control-allow-origin", "*");

  private static RunningRelay relay;
  private static ScriptedUpstream upstream;

  @BeforeAll
  static void start() throws StartException {
    relay = RunningRelay.start();
    upstream = ScriptedUpstream.start(Script.ok());
    relay.channel("one", upstream.uri());
    relay.channel("untouched", upstream.uri());
  }

  @AfterAll
  static void stop() {
    relay.close();
    upstream.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/live/one.ts", "/live/one", "/live/one.ts?token=%00&x=../.."})
  void shouldAnswerGetWithTheHeadersThatPlayersTake(String path) throws IOException {
    try (TsClient client = TsClient.get(relay.uri(path))) {
      assertThat(client.head().startLine()).isEqualTo("HTTP/1.1 200 OK");
      assertThat(withoutDate(client.head())).isEqualTo(STREAM_HEADERS);
      client.awaitPackets(20).verifier().assertComplete();
    }
  }

  /** ffmpeg, mpv and VLC ask for bytes from 0 on, and take a 206 for something seekable. */
  @Test
  void shouldIgnoreWhatPlayersAskForBesides() throws IOException {
    try (TsClient client =
        TsClient.request(relay.live("one"))
            .header("Range", "bytes=0-")
            .header("Icy-MetaData", "1")
            .header("Accept-Encoding", "gzip, deflate, br")
            .header("Origin", "http://elsewhere.example")
            .header("User-Agent", "Lavf/59.27.100")
            .connect()) {
      assertThat(client.status()).isEqualTo(200);
      assertThat(withoutDate(client.head())).isEqualTo(STREAM_HEADERS);
      client.awaitPackets(20).verifier().assertComplete();
    }
  }

  @Test
  void shouldStreamToHttp10WithoutFraming() throws IOException {
    String request = "GET /live/one.ts HTTP/1.0\r\nIcy-MetaData: 1\r\n\r\n";
    RawExchange.Reply reply = RawExchange.head(relay.address(), request);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(withoutDate(reply.head())).isEqualTo(STREAM_HEADERS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/live/untouched.ts", "/live/untouched"})
  void shouldAnswerHeadAsGetAndLeaveTheSourceAlone(String path) throws IOException {
    RawExchange.Reply reply = RawExchange.exchange(relay.address(), request("HEAD", path));
    assertThat(reply.status()).isEqualTo(200);
    assertThat(withoutDate(reply.head())).isEqualTo(STREAM_HEADERS);
    assertThat(reply.body()).isEmpty();
    assertUntouched();
  }

  @Test
  void shouldAnswerOptionsForBrowsers() throws IOException {
    String request = request("OPTIONS", "/live/untouched.ts");
    RawExchange.Reply reply = RawExchange.exchange(relay.address(), request);
    assertThat(reply.status()).isEqualTo(204);
    assertThat(reply.header("Access-Control-Allow-Origin")).contains("*");
    assertThat(reply.header("Access-Control-Allow-Methods")).contains("GET, HEAD, OPTIONS");
    assertThat(reply.body()).isEmpty();
    assertUntouched();
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"})
  void shouldRefuseOtherMethods(String method) throws IOException {
    RawExchange.Reply reply =
        RawExchange.exchange(relay.address(), request(method, "/live/untouched.ts"));
    assertThat(reply.status()).isEqualTo(405);
    assertThat(reply.header("Allow")).contains("GET, HEAD, OPTIONS");
    assertUntouched();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD"})
  void shouldNotFindAnUnknownChannel(String method) throws IOException {
    RawExchange.Reply reply =
        RawExchange.exchange(relay.address(), request(method, "/live/nobody.ts"));
    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.header("Content-Type")).contains("text/plain; charset=utf-8");
    assertThat(reply.header("Accept-Ranges")).isEmpty();
  }

  /** An id may end in the suffix that stands for the container, or be as long as ids can be. */
  @ParameterizedTest
  @ValueSource(ints = {1, 60, 61, 62, 64})
  void shouldFindIdsOfAllLengthsWithSuffixAndWithout(int length) throws IOException {
    String id = "x".repeat(length - 1) + "L";
    relay.channel(id, upstream.uri());
    for (String path : List.of("/live/" + id, "/live/" + id + ".ts")) {
      String request = request("HEAD", path);
      assertThat(RawExchange.exchange(relay.address(), request).status()).isEqualTo(200);
    }
    relay.remove(id);
  }

  @Test
  void shouldTakeASuffixForPartOfAnIdWhereItIs() throws IOException {
    relay.channel("a.ts", upstream.uri());
    for (String path : List.of("/live/a.ts", "/live/a.ts.ts")) {
      String request = request("HEAD", path);
      assertThat(RawExchange.exchange(relay.address(), request).status()).isEqualTo(200);
    }
    String bare = request("HEAD", "/live/a");
    assertThat(RawExchange.exchange(relay.address(), bare).status()).isEqualTo(404);
    relay.remove("a.ts");
  }

  /** Ids are matched as they are sent: nothing is decoded, nothing is normalised. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/live/%75ntouched.ts",
        "/live/untouched%2ets",
        "/live/untouched%2Ets",
        "/live%2funtouched.ts",
        "/live//untouched.ts",
        "//live/untouched.ts",
        "/./live/untouched.ts",
        "/x/../live/untouched.ts",
        "/live/../live/untouched.ts",
        "/live/./untouched.ts",
        "/live/untouched.ts/",
        "/live/untouched/.ts",
        "/live/untouched%00.ts",
        "/live/untouched\0.ts",
        "/live/untouched.ts%0d%0aX-Evil:%201",
        "/live/untouched.ts%20",
        "/live/..%2f..%2fetc%2fpasswd",
        "/live/../../../../etc/passwd",
        "/live/%2e%2e",
        "/live/..",
        "/live/.",
        "/live/.ts",
        "/live/",
        "/live",
        "/live/UNTOUCHED.ts",
        "/LIVE/untouched.ts",
        "/live/untouched.ts.ts.ts",
        "/live/unt\u00f6uched.ts",
      })
  void shouldNotBeTalkedIntoAChannelByAnEvilPath(String path) throws IOException {
    // No further than the head: what would be wrong is a stream, and has no end.
    RawExchange.Reply reply = RawExchange.head(relay.address(), request("GET", path));
    assertThat(reply.status()).isIn(400, 404);
    assertThat(reply.head().headerLines()).noneMatch(line -> line.startsWith("X-Evil"));
    assertUntouched();
  }

  @ParameterizedTest
  @ValueSource(ints = {65, 66, 68, 200, 10_000})
  void shouldNotFindIdsThatAreTooLong(int length) throws IOException {
    for (String suffix : List.of("", ".ts")) {
      String request = request("GET", "/live/" + "x".repeat(length) + suffix);
      assertThat(RawExchange.head(relay.address(), request).status()).isEqualTo(404);
    }
  }

  private static void assertUntouched() {
    assertThat(relay.status("untouched").path("state").asText()).isEqualTo("idle");
    assertThat(relay.status("untouched").path("upstream").path("receivedBytes").asLong()).isZero();
  }

  private static String request(String method, String target) {
    return method + " " + target + " HTTP/1.1\r\nHost: relay.example\r\nConnection: close\r\n\r\n";
  }

  private static Map<String, String> withoutDate(MessageHead head) {
    Map<String, String> headers = new TreeMap<>();
    for (String line : head.headerLines()) {
      int colon = line.indexOf(':');
      String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
      assertThat(headers).as("%s is said once", name).doesNotContainKey(name);
      headers.put(name, line.substring(colon + 1).strip());
    }
    headers.remove("date");
    return headers;
  }
}
