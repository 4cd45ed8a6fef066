package tv.relay.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.relay.server.StartException;
import tv.relay.testing.Http;
import tv.relay.testing.LogLines;
import tv.relay.testing.RecordedRequest;
import tv.relay.testing.Script;
import tv.relay.testing.ScriptedUpstream;
import tv.relay.testing.TsClient;

/**
 * Who pays is nobody's business: a provider's credentials, wherever they stand, are sent to the
 * provider and shown nowhere. Each secret begins in the same way, so that any of them is found.
 */
class SecretsTest {
  private static final String MARK = "s3cr3t";
  private static final String PATH = "/live/s3cr3tUser/s3cr3tPass/1.ts?token=s3cr3tQuery&s3cr3tKey";
  private static final String BASIC =
      Base64.getEncoder()
          .encodeToString("s3cr3tName:s3cr3tWord".getBytes(StandardCharsets.US_ASCII));

  private final List<String> seen = new ArrayList<>();
  private LogLines log;
  private RunningRelay relay;

  @BeforeEach
  void start() throws StartException {
    log = LogLines.ofRelay();
    relay =
        RunningRelay.relay()
            .startTimeout(Duration.ofMillis(500))
            .stallTimeout(Duration.ofMillis(200))
            .start();
  }

  @AfterEach
  void stop() {
    relay.close();
    log.close();
  }

  @Test
  void shouldSendCredentialsToTheProviderAndShowThemNowhere() throws IOException {
    Script losing = Script.ok().resetAfter(188 * 300);
    try (ScriptedUpstream upstream = ScriptedUpstream.start(losing, Script.ok())) {
      define(withUser(upstream.uri(PATH).toString()));
      try (TsClient client = TsClient.get(relay.live("one"))) {
        client.awaitPackets(100);
        lookEverywhere();
        upstream.awaitRequests(2);
        client.awaitMorePackets(300);
        seen.add(client.head().toString());
        lookEverywhere();
      }
      assertThat(upstream.requests()).allSatisfy(SecretsTest::assertProven);
      relay.awaitState("one", "idle");
      lookEverywhere();
      assertNothingShown();
      // The mark is where it is looked for: whoever may know everything finds it.
      assertThat(relay.admin().get("/api/v1/channels/one?secrets=true").body())
          .contains("s3cr3tUser", "s3cr3tQuery", "s3cr3tWord", "s3cr3tHeader");
    }
  }

  private static void assertProven(RecordedRequest request) {
    assertThat(request.target()).isEqualTo(PATH);
    assertThat(request.header("Authorization")).contains("Basic " + BASIC);
    assertThat(request.header("X-Key")).contains("s3cr3tHeader");
  }

  /** Sources that fail in ways whose usual messages quote the URL. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "status 401",
        "status 404",
        "status 500",
        "html",
        "silent",
        "cut",
        "endless head",
        "no http",
        "odd length",
        "redirect to nobody",
        "redirect to itself",
        "redirect to nonsense",
        "redirect to a file",
        "redirect to a broken host"
      })
  void shouldNotQuoteCredentialsWhenASourceFails(String trouble) throws IOException {
    try (ScriptedUpstream upstream = ScriptedUpstream.start(Script.status(500))) {
      String own = upstream.uri(PATH).toString();
      upstream.thenPlay(script(trouble, own));
      define(withUser(own));
      Http.Answer answer = relay.http().get("/live/one.ts");
      assertThat(answer.status()).isEqualTo(503);
      // On a busy machine the client may be answered before the first try has failed.
      RunningRelay.await()
          .until(() -> relay.status("one").path("upstream").path("lastError").isTextual());
      seen.add(answer.headers().map() + answer.body());
      lookEverywhere();
      assertNothingShown();
    }
  }

  private static Script script(String trouble, String own) throws IOException {
    return switch (trouble) {
      case "status 401" -> Script.status(401);
      case "status 404" -> Script.status(404);
      case "status 500" -> Script.status(500);
      case "html" -> Script.html();
      case "silent" -> Script.silentAccept();
      case "cut" -> Script.ok().cutAfter(10);
      case "endless head" -> Script.endlessHeaders();
      case "no http" -> Script.ok().statusLine("s3cr3t nonsense");
      case "odd length" -> Script.ok().headerLine("Content-Length: s3cr3t");
      case "redirect to nobody" -> Script.redirect(302, "http://127.0.0.1:" + unused() + PATH);
      case "redirect to itself" -> Script.redirect(302, own);
      case "redirect to nonsense" -> Script.redirect(302, "http://[s3cr3t" + PATH);
      case "redirect to a file" -> Script.redirect(302, "file:///s3cr3t/passwd");
      case "redirect to a broken host" -> Script.redirect(302, "http://127.0.0.1:99999" + PATH);
      default -> throw new AssertionError(trouble);
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"urls\":[\"ftp://s3cr3tName:s3cr3tWord@a/s3cr3t\"]}",
        "{\"urls\":[\"http://s3cr3tName:s3cr3tWord@/s3cr3t\"]}",
        "{\"urls\":[\"http://s3cr3tName:s3cr3tWord@a:99999/s3cr3t\"]}",
        "{\"urls\":[\"http://a/s3cr3t\"],\"headers\":{\"X-Key: s3cr3t\":\"s3cr3t\"}}",
        "{\"urls\":[\"http://a/s3cr3t\"],\"headers\":{\"X-Key\":\"s3cr3t\\r\\nX: s3cr3t\"}}",
        "{\"urls\":[\"http://a/s3cr3t\"],\"headers\":{\"Host\":\"s3cr3t\"}}",
        "{\"urls\":\"http://a/s3cr3t\"}",
        "{\"urls\":[\"http://a/s3cr3t\"],\"number\":\"s3cr3t\"}",
        "{\"urls\":[\"http://a/s3cr3t\"] s3cr3t"
      })
  void shouldNotQuoteCredentialsWhenADefinitionIsRefused(String definition) {
    Http.Answer answer = relay.admin().put("/api/v1/channels/one", definition);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(RunningRelay.json(answer.body()).path("field").asText()).isNotEmpty();
    seen.add(answer.body());
    lookEverywhere();
    assertNothingShown();
  }

  private static String withUser(String url) {
    return url.replace("http://", "http://s3cr3tName:s3cr3tWord@");
  }

  private void define(String url) {
    String definition =
        "{\"urls\":[\"" + url + "\"],\"headers\":{\"X-Key\":\"s3cr3tHeader\"},\"title\":\"News\"}";
    Http.Answer answer = relay.admin().put("/api/v1/channels/one", definition);
    assertThat(answer.status()).isEqualTo(201);
    seen.add(answer.body());
  }

  private void lookEverywhere() {
    for (String path : List.of("/status", "/status/one", "/playlist.m3u", "/healthz")) {
      seen.add(relay.http().get(path).body());
    }
    for (String path : List.of("channels", "channels/one", "clients", "events")) {
      seen.add(relay.admin().get("/api/v1/" + path).body());
    }
  }

  private void assertNothingShown() {
    assertThat(seen).isNotEmpty().allSatisfy(SecretsTest::assertHarmless);
    assertThat(log.lines()).allSatisfy(SecretsTest::assertHarmless);
    assertThat(log.lines()).allSatisfy(l -> assertThat(l).doesNotContain(relay.token()));
  }

  private static void assertHarmless(String text) {
    assertThat(text).doesNotContainIgnoringCase(MARK).doesNotContain(BASIC);
  }

  private static int unused() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
