package tv.relay.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tv.relay.access.AccessFormat;
import tv.relay.server.StartException;
import tv.relay.testing.LogLines;
import tv.relay.testing.RawExchange;
import tv.relay.testing.Script;
import tv.relay.testing.ScriptedUpstream;

/** What the relay says of itself and of its clients when somebody speaks for them. */
class BehindProxyTest {
  @TempDir private Path folder;

  private RunningRelay relay;

  @AfterEach
  void stop() {
    relay.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "Host: tv.example:81 # http://tv.example:81",
        "Host: tv.example|X-Forwarded-Proto: https # https://tv.example",
        "Host: inner|X-Forwarded-Host: tv.example|X-Forwarded-Proto: https # https://tv.example",
        "Host: inner|Forwarded: for=1.2.3.4;proto=https;host=tv.example # https://tv.example",
        "Host: inner|X-Forwarded-Host: tv.example|X-Forwarded-Prefix: /relay/"
            + " # http://tv.example/relay",
        "Host: inner|X-Forwarded-Prefix: /a/../b # http://inner",
        "Host: inner|X-Forwarded-Host: evil\"><x # http://inner",
        "Host: evil$.example # http://127.0.0.1:PORT",
        "Host: inner|X-Forwarded-For: 1.2.3.4|Forwarded: for=5.6.7.8;host=evil # http://inner",
      })
  void shouldBuildUrlsOfWhatATrustedProxySays(String headers, String base)
      throws StartException, IOException {
    relay = RunningRelay.relay().trustedProxies("127.0.0.0/8").start();

    assertThat(playlistUrl(headers)).isEqualTo(withPort(base) + "/live/one.ts");
    assertThat(overviewBase(headers)).isEqualTo(withPort(base));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "Host: h|X-Forwarded-Proto: https|X-Forwarded-Host: evil # http://h",
        "Host: h|Forwarded: proto=https;host=evil # http://h",
      })
  void shouldIgnoreWhatAnybodyElseSays(String headers, String base)
      throws StartException, IOException {
    relay = RunningRelay.relay().trustedProxies("10.0.0.0/8").start();

    assertThat(playlistUrl(headers)).isEqualTo(base + "/live/one.ts");
    assertThat(overviewBase(headers)).isEqualTo(base);
    // Who asks for the same at the same moment by another name is told that.
    assertThat(overviewBase("Host: other")).isEqualTo("http://other");
  }

  @Test
  void shouldUseItsPublicUrlWhateverTheRequestSays() throws StartException, IOException {
    relay = RunningRelay.relay().publicUrl("https://tv.example/relay/").start();

    assertThat(playlistUrl("Host: evil")).isEqualTo("https://tv.example/relay/live/one.ts");
    assertThat(overviewBase("Host: evil")).isEqualTo("https://tv.example/relay");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "X-Forwarded-For: 9.9.9.9, 192.0.2.7 # 192.0.2.7",
        "X-Forwarded-For: 9.9.9.9, 192.0.2.7, 10.1.1.1 # 192.0.2.7",
        "X-Real-IP: 192.0.2.7 # 192.0.2.7",
        "Forwarded: for=\"[2001:db8::7]:99\" # [2001:db8:0:0:0:0:0:7]",
        "X-Forwarded-For: unknown # 127.0.0.1",
        "X-Forwarded-For: 192.0.2.7|Forwarded: for=9.9.9.9 # 127.0.0.1",
      })
  void shouldShowTheClientThatATrustedProxyNames(String headers, String address)
      throws StartException, IOException {
    assertShown("127.0.0.1,10.0.0.0/8", headers, address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Forwarded-For: 192.0.2.7",
        "Forwarded: for=192.0.2.7",
        "X-Real-IP: 192.0.2.7",
      })
  void shouldShowWhoIsConnectedWhereNobodyTrustedSpeaks(String headers)
      throws StartException, IOException {
    assertShown("10.0.0.0/8", headers, "127.0.0.1");
  }

  @Test
  void shouldLogWhoAskedForTheDrainThroughTheProxy() throws StartException, IOException {
    relay = RunningRelay.relay().trustedProxies("127.0.0.1").start();
    try (LogLines log = LogLines.ofRelay()) {
      String head =
          "POST /api/v1/drain?seconds=60 HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: 192.0.2.7\r\n"
              + "Authorization: Bearer "
              + relay.token()
              + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

      assertThat(RawExchange.exchange(relay.address(), head).status()).isEqualTo(202);
      assertThat(log.lines()).anyMatch(line -> line.contains("drain asked for by 192.0.2.7: "));
    }
  }

  /** In the status, and in the access log once the stream has ended. */
  private void assertShown(String trusted, String headers, String address)
      throws StartException, IOException {
    Path file = folder.resolve("access.log");
    relay = RunningRelay.relay().trustedProxies(trusted).accessLog(file, AccessFormat.JSON).start();
    try (ScriptedUpstream upstream = ScriptedUpstream.start(Script.ok())) {
      relay.channel("one", upstream.uri());
      String head = "GET /live/one.ts HTTP/1.1\r\nHost: h\r\n" + lines(headers) + "\r\n";
      try (Socket client = new Socket("127.0.0.1", relay.address().getPort())) {
        client.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        relay.awaitClients("one", 1);
        assertThat(ofLoopbackWithoutPort(relay.clients("one").get(0).path("address")))
            .isEqualTo(address);
      }
      RunningRelay.await().until(() -> Files.readString(file).contains("/live/one.ts"));
      String line =
          Files.readAllLines(file).stream()
              .filter(text -> text.contains("/live/one.ts"))
              .findFirst()
              .orElseThrow();
      assertThat(ofLoopbackWithoutPort(RunningRelay.json(line).path("client"))).isEqualTo(address);
    }
  }

  private static String ofLoopbackWithoutPort(JsonNode address) {
    return address.asText().replaceFirst("^(127\\.0\\.0\\.1):.*", "$1");
  }

  private String playlistUrl(String headers) throws IOException {
    relay.channel("one", "http://p/");
    String head = "GET /playlist.m3u HTTP/1.1\r\n" + lines(headers) + "Connection: close\r\n\r\n";
    String body = RawExchange.exchange(relay.address(), head).body();
    return body.lines().filter(line -> line.startsWith("http")).findFirst().orElseThrow();
  }

  /** What the page makes its links of. */
  private String overviewBase(String headers) throws IOException {
    String head =
        "GET /api/v1/overview HTTP/1.1\r\n"
            + lines(headers)
            + "Authorization: Bearer "
            + relay.token()
            + "\r\nConnection: close\r\n\r\n";
    String body = RawExchange.exchange(relay.address(), head).body();
    return RunningRelay.json(body).path("base").asText();
  }

  private String withPort(String base) {
    return base.replace("PORT", Integer.toString(relay.address().getPort()));
  }

  private static String lines(String headers) {
    return headers.strip().replace("|", "\r\n") + "\r\n";
  }
}
