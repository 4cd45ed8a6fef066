package tv.relay.cli.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tv.relay.cli.testing.ScriptedServer;
import tv.relay.testing.Http;

/** The sample for nginx with the second relay that a comment in it offers. */
@Timeout(60)
final class NginxIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path folder;

  @Test
  void shouldKeepBothRelaysWhereBothRefuseAChannel() throws Exception {
    int port = FrontProxy.freePort();
    URI front = URI.create("http://127.0.0.1:" + port);
    try (ScriptedServer one = ScriptedServer.start().answering(200, "live");
        ScriptedServer other = ScriptedServer.start().answering(200, "live");
        ChildProcess nginx =
            FrontProxy.NGINX.start(folder, "127.0.0.1:" + port, one.port(), other.port())) {
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(status(front)).isEqualTo(200));
      one.requests().clear();
      other.requests().clear();

      one.answering(503, "dead");
      other.answering(503, "dead");
      assertThat(status(front)).as(nginx.toString()).isEqualTo(503);
      assertThat(one.requests()).hasSize(1);
      assertThat(other.requests()).hasSize(1);

      one.answering(200, "live");
      other.answering(200, "live");
      assertThat(status(front)).as(nginx.toString()).isEqualTo(200);

      // One that drains is left for the other, for one request as for the next.
      one.answering(503, "draining");
      assertThat(status(front)).isEqualTo(200);
      assertThat(status(front)).isEqualTo(200);
    }
  }

  private static int status(URI front) throws Exception {
    return Http.at(front).get("/live/one.ts").status();
  }
}
