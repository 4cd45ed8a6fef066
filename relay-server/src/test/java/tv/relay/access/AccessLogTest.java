package tv.relay.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tv.relay.testing.CiRule;

final class AccessLogTest {
  @TempDir private Path folder;

  private final AccessCounts counts = new AccessCounts();

  @Test
  void shouldWriteTheCombinedFormat() {
    assertThat(AccessFormat.TEXT.line(entry("VLC \"3\"\n\u001b[2J\u202e\\", 200)))
        .matches(
            "192\\.0\\.2\\.1:5000 - - \\[0[12]/Jan/2026:\\d\\d:\\d\\d:\\d\\d [+-]\\d{4}] "
                + "\"GET /live/a\\.ts HTTP/1\\.1\" 200 1880 \"-\" "
                + "\"VLC \\\\\"3\\\\\"\\?\\?\\[2J\\?\\\\\\\\\" 1\\.500 40\n");
  }

  @Test
  void shouldWriteAnObjectALine() throws IOException {
    String line = AccessFormat.JSON.line(entry("VLC \"3\"\n\u001b[2J", 503));

    assertThat(line.strip()).doesNotContain("\n", "\u001b");
    JsonNode json = new ObjectMapper().readTree(line);
    assertThat(json.path("userAgent").asText()).isEqualTo("VLC \"3\"\n\u001b[2J");
    assertThat(json.path("status").asInt()).isEqualTo(503);
    assertThat(json.path("seconds").asDouble()).isEqualTo(1.5);
    assertThat(json.path("droppedMillis").asLong()).isEqualTo(40);
    assertThat(json.path("time").asText()).isEqualTo("2026-01-01T12:00:00Z");
  }

  @Test
  void shouldAppendWhatIsHandedOverBeforeItIsClosed() throws IOException {
    Path file = Files.writeString(folder.resolve("access.log"), "before\n");
    try (AccessLog log = open(file.toString())) {
      for (int i = 0; i < 1_000; i++) {
        log.write(entry("n" + i, 200));
      }
    }
    assertThat(Files.readAllLines(file)).hasSize(1_001).first().isEqualTo("before");
    assertThat(counts.answers(2)).isEqualTo(1_000);
    assertThat(counts.lostLines()).isZero();
  }

  /** The writer may be at any point of its round when it is closed. */
  @Test
  void shouldWriteTheLastLineAtWhateverMomentItIsClosed() throws IOException {
    for (int i = 0; i < 500; i++) {
      Path file = folder.resolve("access-" + i);
      try (AccessLog log = open(file.toString())) {
        log.write(entry("first", 200));
        Thread.yield();
        log.write(entry("last", 200));
      }
      assertThat(Files.readAllLines(file)).as("round %d", i).hasSize(2);
    }
  }

  @Test
  void shouldGoOnInANewFileOnceItWasRenamed() throws IOException {
    Path file = folder.resolve("access.log");
    Path old = folder.resolve("access.log.1");
    try (AccessLog log = open(file.toString())) {
      log.write(entry("first", 200));
      await().until(() -> Files.readString(file).contains("first"));
      Files.move(file, old);
      await()
          .until(
              () -> {
                log.write(entry("later", 200));
                return Files.exists(file) && Files.readString(file).contains("later");
              });
    }
    assertThat(Files.readString(old)).contains("first");
    assertThat(Files.readString(file)).doesNotContain("first");
  }

  /** A full disk: it must neither stop nor slow who is served, and it must be seen. */
  @Test
  @Timeout(20)
  void shouldCountWhatItCannotWriteAndNeverWait() throws IOException {
    Path full = Path.of("/dev/full");
    if (!Files.exists(full)) {
      CiRule.missing("there is no " + full);
    }
    try (AccessLog log = open(full.toString())) {
      long began = System.nanoTime();
      for (int i = 0; i < 100_000; i++) {
        log.write(entry("n" + i, 200));
      }
      assertThat(System.nanoTime() - began).isLessThan(TimeUnit.SECONDS.toNanos(10));
      await().until(() -> counts.lostLines() > 0);
    }
    assertThat(counts.answers(2)).isEqualTo(100_000);
  }

  @Test
  void shouldOnlyCountWithoutAFile() throws IOException {
    try (AccessLog log = open(null)) {
      for (int status : List.of(200, 404, 499, 503, 999)) {
        log.write(entry("x", status));
      }
    }
    assertThat(counts.answers(2)).isEqualTo(1);
    assertThat(counts.answers(4)).isEqualTo(2);
    assertThat(counts.answers(5)).isEqualTo(2);
    assertThat(counts.lostLines()).isZero();
  }

  private AccessLog open(String target) throws IOException {
    return AccessLog.open(target, AccessFormat.TEXT, counts);
  }

  private static AccessEntry entry(String userAgent, int status) {
    return new AccessEntry(
        Instant.parse("2026-01-01T12:00:00Z"),
        "192.0.2.1:5000",
        "GET",
        "/live/a.ts",
        "HTTP/1.1",
        status,
        1880,
        1.5,
        userAgent,
        40);
  }
}
