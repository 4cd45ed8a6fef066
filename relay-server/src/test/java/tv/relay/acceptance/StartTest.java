package tv.relay.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.relay.server.StartException;
import tv.relay.testing.ProcessCounters;

/** What stands in the way of a start is said so that a person can do something about it. */
class StartTest {

  @TempDir Path folder;

  @Test
  void shouldSayWhichPortIsTakenAndLeaveTheFolderFree() throws StartException {
    try (RunningRelay first = RunningRelay.start()) {
      int port = first.address().getPort();
      int threadsBefore = ProcessCounters.liveThreads("relay-");
      assertRefused(relay().listen("127.0.0.1", port))
          .withMessageContaining("127.0.0.1:" + port)
          .withMessageContaining("--listen");
      RunningRelay.await().until(() -> ProcessCounters.liveThreads("relay-") <= threadsBefore);
      assertThat(first.http().get("/healthz").status()).isEqualTo(200);
    }
    assertStarts();
  }

  @Test
  void shouldNotShareADataFolder() throws StartException {
    try (RunningRelay first = relay().start()) {
      assertRefused(relay())
          .withMessageContaining(folder.toString())
          .withMessageContaining("in use")
          .withMessageContaining("--data-dir");
      assertThat(first.http().get("/healthz").status()).isEqualTo(200);
    }
    assertStarts();
  }

  @Test
  void shouldNameFileLineAndCauseOfABrokenRegistry() throws IOException, StartException {
    String broken =
        """
        {
          "version": 1,
          "channels": [
            {"id": "one", "urls": ["http://127.0.0.1:9/s3cr3t.ts"]},
            {"id": "two", "urls": ["gopher://127.0.0.1/s3cr3t.ts"]}
          ]
        }
        """;
    assertUntouched(broken, "channels.json", "line 5", "channels[1].urls");
    assertUntouched(broken.substring(0, broken.length() - 10), "channels.json", "line", "JSON");
    assertUntouched("", "channels.json", "JSON");
    assertStartsWith(broken.replace("gopher", "http"));
  }

  @Test
  void shouldNotTouchTheRegistryOfANewerRelay() throws IOException {
    String newer =
        """
        {
          "version": 2,
          "programmes": {"one": "http://127.0.0.1:9/a.ts"}
        }
        """;
    assertUntouched(newer, "channels.json", "line 2", "newer");
  }

  private void assertUntouched(String registry, String... words) throws IOException {
    Path file = folder.resolve("channels.json");
    Files.writeString(file, registry);
    FileTime written = FileTime.fromMillis(1_700_000_000_000L);
    Files.setLastModifiedTime(file, written);
    for (int attempt = 0; attempt < 2; attempt++) {
      ThrowableAssertAlternative<StartException> refusal = assertRefused(relay());
      for (String word : words) {
        refusal.withMessageContaining(word);
      }
      refusal.withMessageNotContaining("s3cr3t").withMessageNotContaining("Exception");
      assertThat(file).hasContent(registry);
      assertThat(Files.getLastModifiedTime(file)).isEqualTo(written);
    }
  }

  /** As a person would who has read the message. */
  private void assertStartsWith(String mended) throws IOException, StartException {
    Files.writeString(folder.resolve("channels.json"), mended);
    try (RunningRelay relay = relay().start()) {
      assertThat(relay.status().path("channels")).hasSize(2);
    }
  }

  private void assertStarts() throws StartException {
    try (RunningRelay relay = relay().start()) {
      assertThat(relay.http().get("/healthz").status()).isEqualTo(200);
    }
  }

  private RelayBuilder relay() {
    return RunningRelay.relay().dataDir(folder);
  }

  private static ThrowableAssertAlternative<StartException> assertRefused(RelayBuilder builder) {
    return assertThatExceptionOfType(StartException.class)
        .isThrownBy(() -> builder.start().close());
  }
}
