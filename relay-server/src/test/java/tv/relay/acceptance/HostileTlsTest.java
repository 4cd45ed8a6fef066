package tv.relay.acceptance;

import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tv.relay.server.StartException;
import tv.relay.testing.Http;
import tv.relay.testing.LogLines;
import tv.relay.testing.Script;
import tv.relay.testing.ScriptedUpstream;
import tv.relay.testing.TestCertificates;
import tv.relay.testing.TsClient;

/** TLS is verified, and what is wrong with a certificate is said. */
class HostileTlsTest {
  private static RunningRelay relay;
  private static LogLines log;

  @BeforeAll
  static void start() throws StartException {
    TestCertificates.trust();
    log = LogLines.ofRelay();
    relay = RunningRelay.relay().startTimeout(Duration.ofMillis(1_000)).start();
  }

  @AfterAll
  static void stop() {
    relay.close();
    log.close();
    TestCertificates.distrust();
  }

  @Test
  void shouldRelayFromAHostThatIsTrusted() throws IOException {
    try (ScriptedUpstream upstream = ScriptedUpstream.startTls("good", Script.ok())) {
      relay.channel("good", upstream.uri());
      try (TsClient client = TsClient.get(relay.live("good"))) {
        client.awaitPackets(300).verifier().assertComplete();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "self-signed, is from nobody this relay trusts: is it self-signed?",
    "other-host,  is for another host",
    "expired,     has expired"
  })
  void shouldSayWhatIsWrongWithACertificate(String certificate, String reason) {
    try (ScriptedUpstream upstream = ScriptedUpstream.startTls(certificate, Script.ok())) {
      relay.channel(certificate, upstream.uri("/s3cr3t"));
      Http.Answer answer = relay.http().get("/live/" + certificate + ".ts");
      String where = "https://127.0.0.1:" + upstream.uri().getPort();
      String words = "the certificate of " + where + " " + reason;
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.body()).isEqualTo(words + "\n");
      Story story = new Story(relay, log, certificate);
      RunningRelay.await()
          .untilAsserted(
              () ->
                  assertThat(story.states())
                      .matches(
                          "connecting( backoff connecting)+( backoff)?( failed| idle| draining idle)"));
      assertThat(story.lastError()).isEqualTo(words);
      assertThat(story.events()).allSatisfy(e -> assertThat(e).isEqualTo("failed: " + words));
      assertThat(upstream.requests()).as("nothing is asked of a stranger").isEmpty();
    }
  }

  @Test
  void shouldSayThatThereIsNoTls() {
    // A scripted one would wait for the end of a request, which what TLS begins with hasn't.
    WireMockServer plain =
        new WireMockServer(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"));
    plain.start();
    try {
      relay.channel("plain", "https://127.0.0.1:" + plain.port() + "/");
      assertThat(relay.http().get("/live/plain.ts").body())
          .contains("does not speak TLS: is it http instead of https?");
    } finally {
      plain.stop();
    }
  }
}
