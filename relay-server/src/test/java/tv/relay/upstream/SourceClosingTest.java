package tv.relay.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.ThrowingSupplier;
import tv.relay.registry.SourceUrl;
import tv.relay.testing.Script;
import tv.relay.testing.ScriptedUpstream;

/**
 * A body without an end is let go of at once. The HTTP library would read a framed one to its end
 * first, and a reader that is done with its source, or never wanted it, would stay for good.
 */
class SourceClosingTest {
  private static final Script ENDLESS = Script.ok().chunked();

  private final SourceClient client =
      new SourceClient(
          new SourceTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(20)), "closing-test", false);

  @AfterEach
  void closeClient() {
    client.close();
  }

  @Test
  void shouldLetGoOfAStreamThatIsChunked() {
    assertLetGo(ENDLESS);
  }

  @Test
  void shouldLetGoOfAStreamThatClaimsALength() {
    assertLetGo(Script.ok().contentLength(Long.MAX_VALUE));
  }

  @Test
  void shouldLetGoOfARefusalWithoutAnEnd() {
    try (ScriptedUpstream upstream =
        ScriptedUpstream.start(ENDLESS.statusLine("HTTP/1.1 503 Busy"))) {
      assertThat(refused(upstream).reason()).contains("503");
      upstream.awaitOpenConnections(0);
    }
  }

  @Test
  void shouldLetGoOfARedirectWithoutAnEnd() {
    try (ScriptedUpstream upstream =
        ScriptedUpstream.start(
            ENDLESS.statusLine("HTTP/1.1 302 Found").header("Location", "/next.ts"),
            Script.status(404))) {
      assertThat(refused(upstream).reason()).contains("404");
      upstream.awaitOpenConnections(0);
    }
  }

  @Test
  void shouldLetGoOfARedirectToNowhere() {
    try (ScriptedUpstream upstream =
        ScriptedUpstream.start(
            ENDLESS.statusLine("HTTP/1.1 302 Found").header("Location", "ftp://127.0.0.1/"))) {
      assertThat(refused(upstream).kind()).isEqualTo(Failure.Kind.REJECTED);
      upstream.awaitOpenConnections(0);
    }
  }

  private void assertLetGo(Script script) {
    try (ScriptedUpstream upstream = ScriptedUpstream.start(script)) {
      int first =
          inTime(
              () -> {
                try (OpenSource open = open(upstream)) {
                  return open.body().read();
                }
              });
      assertThat(first).isEqualTo(0x47);
      upstream.awaitOpenConnections(0);
    }
  }

  private Failure refused(ScriptedUpstream upstream) {
    return inTime(
        () ->
            catchThrowableOfType(UpstreamException.class, () -> open(upstream).close()).failure());
  }

  private OpenSource open(ScriptedUpstream upstream) throws IOException {
    SourceUrl url = SourceUrl.parse(upstream.uri().toString());
    return client.open(new Source(url, null, Map.of()), new SourceClient.Attempt());
  }

  private static <T> T inTime(ThrowingSupplier<T> task) {
    return assertTimeoutPreemptively(Duration.ofSeconds(5), task);
  }
}
