package tv.relay.acceptance;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tv.relay.server.StartException;
import tv.relay.testing.Http;
import tv.relay.testing.NumberedStream;
import tv.relay.testing.Programme;
import tv.relay.testing.TsClient;

/** Whatever a provider answers, the client is told in plain words, and the status says the same. */
class UpstreamAnswersTest {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(1);
  private static final int PACKETS = 300;
  private static final byte[] STREAM = packets();

  private static WireMockServer provider;
  private static RunningRelay relay;

  @BeforeAll
  static void start() throws StartException {
    provider = new WireMockServer(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"));
    provider.start();
    relay = RunningRelay.relay().startTimeout(START_TIMEOUT).start();
    // The first of all takes longer, and would be timed out for it.
    relay.channel("one", provider.baseUrl() + "/nothing");
    relay.http().get("/live/one.ts");
  }

  @AfterAll
  static void stop() {
    relay.close();
    provider.stop();
  }

  @BeforeEach
  void forget() {
    relay.remove("one");
    provider.resetAll();
    relay.channel("one", provider.baseUrl() + "/start.ts");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void shouldFollowARedirect(int status) throws IOException {
    answer("/start.ts", redirect(status, provider.baseUrl() + "/b.ts?x=1"));
    answer("/b.ts?x=1", stream());
    assertWatchable();
    provider.verify(getRequestedFor(urlEqualTo("/b.ts?x=1")));
  }

  /** Relative ones are resolved against where they came from. */
  @Test
  void shouldFollowAChainOfRedirects() throws IOException {
    answer("/start.ts", redirect(301, provider.baseUrl() + "/x/b"));
    answer("/x/b", redirect(302, "c?d=e"));
    answer("/x/c?d=e", redirect(303, "/f"));
    answer("/f", redirect(307, "//127.0.0.1:" + provider.port() + "/g"));
    answer("/g", redirect(308, "./h with space"));
    answer("/h%20with%20space", stream());
    assertWatchable();
  }

  @Test
  void shouldEndALoopOfRedirects() {
    answer("/start.ts", redirect(302, "/b"));
    answer("/b", redirect(302, "/start.ts"));
    assertRefused("the source redirects more than 5 times");
  }

  @Test
  void shouldNotFollowARedirectToSomethingElseThanHttp() {
    answer("/start.ts", redirect(302, "file:///etc/passwd"));
    assertRefused("the source redirects to something that is no http or https URL");
  }

  @Test
  void shouldNotFollowARedirectToNowhere() {
    answer("/start.ts", aResponse().withStatus(302));
    assertRefused("the source redirects without saying where to");
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of(401, "the source answered 401 Unauthorized: the login is missing or wrong"),
        Arguments.of(403, "the source answered 403 Forbidden: the provider denies this login"),
        Arguments.of(
            404, "the source answered 404 Not Found: the provider has nothing at this address"),
        Arguments.of(410, "the source answered 410 Gone: the provider has removed this stream"));
  }

  /** Asking again would change nothing, so the client is not made to wait. */
  @ParameterizedTest
  @MethodSource("refusals")
  void shouldPassOnAtOnceThatTheProviderRefuses(int status, String reason) {
    answer("/start.ts", aResponse().withStatus(status).withBody("whatever"));
    assertRefused(reason);
    provider.verify(1, getRequestedFor(urlEqualTo("/start.ts")));
    relay.awaitState("one", "failed");
  }

  static Stream<Arguments> troubles() {
    return Stream.of(
        Arguments.of(429, "the source answered 429 Too Many Requests"),
        Arguments.of(500, "the source answered 500"),
        Arguments.of(503, "the source answered 503 Service Unavailable"),
        Arguments.of(204, "the source answered 204"));
  }

  /** Trouble may be over soon: asked again until the client has waited long enough. */
  @ParameterizedTest
  @MethodSource("troubles")
  void shouldAskAgainWhileTheProviderIsInTrouble(int status, String reason) {
    answer("/start.ts", aResponse().withStatus(status));
    assertRefused(reason);
    int asked = provider.findAll(getRequestedFor(urlEqualTo("/start.ts"))).size();
    assertThat(asked).isBetween(2, 4);
  }

  static Stream<Arguments> noStreams() {
    String page = "connected, but the answer was an HTML page: has the login expired?";
    String list = "connected, but the answer was a playlist (HLS or M3U)";
    return Stream.of(
        Arguments.of("text/html", "<!DOCTYPE html><title>Login</title>", page),
        Arguments.of("video/mp2t", "\n <HTML><body>expired</body></HTML>", page),
        Arguments.of("text/html", "login", page),
        Arguments.of("video/mp2t", "#EXTM3U\n#EXT-X-VERSION:3\n", list),
        Arguments.of("application/vnd.apple.mpegurl", "x", list),
        Arguments.of("application/json", "{\"a\":1}", "connected, but the answer was of type"),
        Arguments.of("video/mp2t", "", "the source ended after 0 bytes, too few for a stream"));
  }

  @ParameterizedTest
  @MethodSource("noStreams")
  void shouldTellA200ThatIsNoStreamFromOneThatIs(String type, String body, String reason) {
    answer("/start.ts", aResponse().withHeader("Content-Type", type).withBody(body));
    assertRefused(reason);
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of(Fault.EMPTY_RESPONSE, " closed the connection without an answer"),
        Arguments.of(Fault.CONNECTION_RESET_BY_PEER, " reset the connection"),
        Arguments.of(Fault.RANDOM_DATA_THEN_CLOSE, " sent something that is no HTTP answer"),
        Arguments.of(Fault.MALFORMED_RESPONSE_CHUNK, "bytes, too few for a stream"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void shouldPutABrokenAnswerIntoWords(Fault fault, String reason) {
    answer("/start.ts", aResponse().withFault(fault));
    assertRefused(reason);
  }

  private static void answer(String url, ResponseDefinitionBuilder response) {
    provider.stubFor(get(urlEqualTo(url)).willReturn(response));
  }

  private static ResponseDefinitionBuilder redirect(int status, String target) {
    return aResponse().withStatus(status).withHeader("Location", target);
  }

  private static ResponseDefinitionBuilder stream() {
    return aResponse().withHeader("Content-Type", "video/mp2t").withBody(STREAM);
  }

  private static void assertWatchable() throws IOException {
    try (TsClient client = TsClient.get(relay.live("one"))) {
      client.verifier().allowRestart();
      assertThat(client.status()).isEqualTo(200);
      // All but the last picture: nobody knows whether that one is whole.
      client.awaitPackets(PACKETS - 60).verifier().assertClean();
    }
  }

  private static void assertRefused(String reason) {
    Http.Answer answer = relay.http().get("/live/one.ts");
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.body()).contains(reason);
    assertThat(answer.header("Retry-After")).isPresent();
    assertThat(answer.header("Location")).isEmpty();
    String lastError = relay.status("one").path("upstream").path("lastError").asText();
    assertThat(answer.body()).isEqualTo(lastError + "\n");
  }

  private static byte[] packets() {
    byte[] bytes = new byte[PACKETS * NumberedStream.PACKET_BYTES];
    NumberedStream stream = new NumberedStream(Programme.numbered(1));
    for (int at = 0; at < bytes.length; at += NumberedStream.PACKET_BYTES) {
      stream.next(bytes, at);
    }
    return bytes;
  }
}
