package tv.relay.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tv.relay.server.StartException;
import tv.relay.testing.Http;
import tv.relay.testing.LogLines;
import tv.relay.testing.Programme;
import tv.relay.testing.Script;
import tv.relay.testing.ScriptedUpstream;

/**
 * A provider that never brings a stream, in all the ways that providers have: which states the
 * channel passes through, what the client is told, and what status and events say. Each is told in
 * plain words and without the URL's credentials.
 */
class HostileAnswersTest {
  private static final String PATH = "/live/s3cr3tUser/s3cr3tPass/1.ts?token=s3cr3t";
  private static final String END = "( failed| idle| draining idle)";

  /** Trouble that may be over soon: asked again for as long as the client waits. */
  private static final String AGAIN = "connecting( backoff connecting)+( backoff)?" + END;

  /** The same of one that says nothing. */
  private static final String SILENT = "connecting( stalled connecting)+( stalled)?" + END;

  /** Asking again is pointless: the client is told at once. */
  private static final String ONCE = "connecting failed";

  private static RunningRelay relay;
  private static LogLines log;

  /**
   * One manner of bringing no stream.
   *
   * @param states a pattern of the states passed through
   * @param reason what the client is told, at the least
   */
  record Case(String name, Script script, String states, String reason) {
    @Override
    public String toString() {
      return name;
    }
  }

  @BeforeAll
  static void start() throws StartException {
    log = LogLines.ofRelay();
    relay =
        RunningRelay.relay()
            .startTimeout(Duration.ofMillis(1_000))
            .stallTimeout(Duration.ofMillis(300))
            .start();
    // The first of all takes longer, and would be timed out for it.
    try (ScriptedUpstream upstream = ScriptedUpstream.start(Script.status(404))) {
      relay.channel("first", upstream.uri());
      relay.http().get("/live/first.ts");
    }
  }

  @AfterAll
  static void stop() {
    relay.close();
    log.close();
  }

  static Stream<Case> cases() {
    String date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(300));
    byte[] noise = new byte[4_000];
    new java.util.Random(1).nextBytes(noise);
    return Stream.of(
        new Case("reset-in-head", Script.ok().resetInHead(20), AGAIN, "reset the connection"),
        new Case("closed-in-head", Script.ok().statusLine("HTTP/1").cutAfter(0), AGAIN, "no HTTP"),
        new Case("silent-accept", Script.silentAccept(), SILENT, "then sent no answer"),
        new Case("silent-body", Script.ok().stallAfter(0), SILENT, "sent nothing for the stall"),
        new Case("empty-body", Script.ok().endAfter(0), AGAIN, "ended after 0 bytes, too few"),
        new Case("endless-head", Script.endlessHeaders(), AGAIN, "response head that is too long"),
        new Case("no-http", Script.ok().statusLine("what is this"), AGAIN, "is no HTTP answer"),
        new Case("loop-301", Script.redirect(301, PATH), AGAIN, "redirects more than 5 times"),
        new Case("loop-302", Script.redirect(302, PATH), AGAIN, "redirects more than 5 times"),
        new Case("loop-307", Script.redirect(307, PATH), AGAIN, "redirects more than 5 times"),
        new Case("loop-308", Script.redirect(308, PATH), AGAIN, "redirects more than 5 times"),
        new Case("to-file", Script.redirect(302, "file:///s3cr3t"), AGAIN, "no http or https URL"),
        new Case("to-rtmp", Script.redirect(302, "rtmp://a/s3cr3t"), AGAIN, "no http or https URL"),
        new Case("to-nowhere", Script.status(302), AGAIN, "without saying where to"),
        new Case("401", Script.status(401), ONCE, "401 Unauthorized: the login is missing"),
        new Case("403", Script.status(403), ONCE, "403 Forbidden: the provider denies"),
        new Case(
            "404",
            Script.status(404),
            ONCE,
            "404 Not Found: the provider has nothing at this address"),
        new Case("500", Script.status(500), AGAIN, "answered 500"),
        new Case("429", retryAfter(429, "120"), ONCE, "429 Too Many Requests"),
        new Case("503", retryAfter(503, "120"), ONCE, "503 Service Unavailable"),
        new Case("429-date", retryAfter(429, date), ONCE, "429 Too Many Requests"),
        new Case("503-date", retryAfter(503, date), ONCE, "503 Service Unavailable"),
        new Case("503-bare", Script.status(503), AGAIN, "503 Service Unavailable"),
        new Case("html", Script.html(), ONCE, "an HTML page: has the login expired?"),
        new Case("html-as-stream", html("video/mp2t"), ONCE, "an HTML page"),
        new Case("hls", hls(), ONCE, "a playlist (HLS or M3U): give the URL of the stream"),
        new Case("garbage", garbage(noise), ONCE, "not the MPEG-TS that it says it is"),
        new Case("unknown-coding", coded("br"), ONCE, "compressed in a way that was not asked for"),
        new Case("false-gzip", coded("gzip"), AGAIN, "said gzip and sent something else"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void shouldTellWhyThereIsNoStream(Case given) {
    Programme fast = Programme.numbered(1).withBitrateBps(40_000_000);
    try (ScriptedUpstream upstream = ScriptedUpstream.start(fast, given.script)) {
      String id = "case-" + given.name;
      relay.channel(id, upstream.uri(PATH));
      Http.Answer answer = relay.http().get("/live/" + id + ".ts");

      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.body()).contains(given.reason).doesNotContain("s3cr3t");
      assertThat(answer.header("Retry-After").map(Integer::parseInt)).isPresent();
      assertToldAlike(id, given);
      boolean once = given.states.equals(ONCE);
      boolean loop = given.name.startsWith("loop");
      if (once) {
        assertThat(upstream.totalConnections()).as("tries").isEqualTo(1);
      }
      // Each try starts at the channel's own URL, and follows no more than five redirects.
      assertThat(upstream.totalConnections() % (loop ? 6 : 1)).isZero();
      assertThat(upstream.requests()).allSatisfy(r -> assertThat(r.target()).isEqualTo(PATH));
      upstream.awaitOpenConnections(0);
    }
  }

  /** In status and events, once the channel has come to rest. */
  private static void assertToldAlike(String id, Case given) {
    Story story = new Story(relay, log, id);
    RunningRelay.await().untilAsserted(() -> assertThat(story.states()).matches(given.states));
    assertThat(story.lastError()).contains(given.reason);
    assertThat(story.source().path("lastError").asText()).isEqualTo(story.lastError());
    assertThat(story.events())
        .isNotEmpty()
        .allSatisfy(event -> assertThat(event).startsWith("failed: ").contains(given.reason));
    assertThat(String.join("\n", story.events()) + relay.status(id)).doesNotContain("s3cr3t");
  }

  /** A provider that says when to come back is believed: the client is told the same. */
  @Test
  void shouldTellClientsWhenTheProviderWantsToBeAskedAgain() {
    try (ScriptedUpstream upstream = ScriptedUpstream.start(retryAfter(503, "120"))) {
      relay.channel("later", upstream.uri(PATH));
      Http.Answer answer = relay.http().get("/live/later.ts");
      assertThat(answer.header("Retry-After").map(Integer::parseInt).orElseThrow())
          .isBetween(119, 121);
      Story story = new Story(relay, log, "later");
      assertThat(story.source().path("state").asText()).isEqualTo("cooling");
      assertThat(story.source().path("coolingSeconds").asInt()).isBetween(115, 121);
      assertThat(story.events())
          .singleElement()
          .asString()
          .matches("failed: .*; cooling down for 120 s, until \\d\\d:\\d\\d:\\d\\d");
    }
  }

  @Test
  void shouldTellThatNobodyListens() throws IOException {
    int nobodyThere;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobodyThere = socket.getLocalPort();
    }
    relay.channel("refused", "http://127.0.0.1:" + nobodyThere + PATH);
    Http.Answer answer = relay.http().get("/live/refused.ts");
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.body()).contains("refuses connections").doesNotContain("s3cr3t");
    assertToldAlike("refused", new Case("refused", null, AGAIN, "refuses connections"));
  }

  /** Bytes that come so slowly that no read ever times out. */
  @Test
  void shouldNotWaitForEverForATrickle() throws StartException {
    try (RunningRelay patient =
            RunningRelay.relay()
                .startTimeout(Duration.ofSeconds(4))
                .stallTimeout(Duration.ofMillis(500))
                .start();
        ScriptedUpstream head =
            ScriptedUpstream.start(Script.ok().slowHeader(Duration.ofMillis(100)))) {
      patient.channel("trickle", head.uri(PATH));
      Http.Answer answer = patient.http().get("/live/trickle.ts");
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.body()).contains("the source brought no stream in time");
      Story story = new Story(patient, log, "trickle");
      RunningRelay.await().untilAsserted(() -> assertThat(story.states()).matches(SILENT));
    }
  }

  private static Script retryAfter(int status, String value) {
    return Script.status(status, Map.of("Retry-After", value), "");
  }

  private static Script html(String type) {
    return Script.status(200, Map.of("Content-Type", type), "<!DOCTYPE html><title>Login</title>");
  }

  private static Script hls() {
    return Script.status(200, Map.of("Content-Type", "video/mp2t"), "#EXTM3U\n#EXT-X-VERSION:3\n");
  }

  private static Script coded(String coding) {
    return Script.ok().header("Content-Encoding", coding);
  }

  private static Script garbage(byte[] noise) {
    return Script.opaque("video/mp2t", noise);
  }
}
