package tv.relay.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tv.relay.registry.SourceUrl;
import tv.relay.testing.Script;
import tv.relay.testing.ScriptedUpstream;

/** A proxy that the operator has set for the whole process is used for sources, too. */
class ProxyTest {
  private final ScriptedUpstream proxy = ScriptedUpstream.start(Script.ok());
  private final SourceClient client =
      new SourceClient(
          new SourceTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(2)), "proxy-test", false);

  @AfterEach
  void stop() {
    System.clearProperty("http.proxyHost");
    System.clearProperty("http.proxyPort");
    client.close();
    proxy.close();
  }

  @Test
  void shouldAskTheProxyForTheSource() throws IOException {
    System.setProperty("http.proxyHost", proxy.uri().getHost());
    System.setProperty("http.proxyPort", Integer.toString(proxy.uri().getPort()));
    SourceUrl url = SourceUrl.parse("http://provider.invalid:8000/live/1.ts");
    client.open(new Source(url, null, Map.of()), new SourceClient.Attempt()).close();
    assertThat(proxy.requests().get(0).target()).endsWith("/live/1.ts");
    assertThat(proxy.requests().get(0).header("Host")).contains("provider.invalid:8000");
  }
}
