package tv.relay.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import tv.relay.server.StartException;
import tv.relay.testing.RecordedRequest;
import tv.relay.testing.Script;
import tv.relay.testing.ScriptedUpstream;
import tv.relay.testing.TsClient;

/** What proves who pays is for the provider that was named, wherever it sends us. */
class RedirectCredentialsTest {

  @Test
  void shouldKeepCredentialsFromAnotherHost() throws IOException, StartException {
    try (RunningRelay relay = RunningRelay.start();
        ScriptedUpstream edge = ScriptedUpstream.start(Script.ok());
        ScriptedUpstream front =
            ScriptedUpstream.start(Script.redirect(302, edge.uri("/signed?x=1").toString()))) {
      watch(relay, front);
      RecordedRequest asked = front.requests().get(0);
      assertThat(asked.header("Authorization")).isPresent();
      assertThat(asked.header("Cookie")).contains("session=7");
      RecordedRequest redirected = edge.requests().get(0);
      assertThat(redirected.header("Authorization")).isEmpty();
      assertThat(redirected.header("Cookie")).isEmpty();
      assertThat(redirected.header("X-Key")).isEmpty();
      // What only describes the player comes along: edges insist on it.
      assertThat(redirected.header("User-Agent")).contains("Box/1");
      assertThat(redirected.header("Referer")).contains("http://portal.example/");
    }
  }

  /** The same machine under another name is another host to a provider's login, and to us. */
  @Test
  void shouldTakeAnotherNameForAnotherHost() throws IOException, StartException {
    try (RunningRelay relay = RunningRelay.start();
        ScriptedUpstream front = ScriptedUpstream.start(Script.ok())) {
      URI other = URI.create("http://localhost:" + front.uri().getPort() + "/b");
      front.thenPlay(Script.redirect(302, other.toString()), Script.ok());
      watch(relay, front);
      assertThat(front.requests().get(1).header("Authorization")).isEmpty();
      assertThat(front.requests().get(1).header("Cookie")).isEmpty();
    }
  }

  @Test
  void shouldSendCredentialsAgainToTheSameHost() throws IOException, StartException {
    try (RunningRelay relay = RunningRelay.start();
        ScriptedUpstream front =
            ScriptedUpstream.start(Script.redirect(307, "/b?token=1"), Script.ok())) {
      watch(relay, front);
      assertThat(front.requests().get(1).target()).isEqualTo("/b?token=1");
      assertThat(front.requests().get(1).header("Authorization")).isPresent();
      assertThat(front.requests().get(1).header("Cookie")).contains("session=7");
    }
  }

  private static void watch(RunningRelay relay, ScriptedUpstream front) throws IOException {
    String url = front.uri("/a").toString().replace("http://", "http://name:word@");
    String headers =
        "{\"Cookie\":\"session=7\",\"X-Key\":\"k\",\"Referer\":\"http://portal.example/\"}";
    String json =
        "{\"urls\":[\"" + url + "\"],\"userAgent\":\"Box/1\",\"headers\":" + headers + "}";
    assertThat(relay.admin().put("/api/v1/channels/one", json).status()).isEqualTo(201);
    try (TsClient client = TsClient.get(relay.live("one"))) {
      client.awaitPackets(50).verifier().assertComplete();
    }
  }
}
