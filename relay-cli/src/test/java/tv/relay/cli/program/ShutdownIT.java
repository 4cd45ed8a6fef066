package tv.relay.cli.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tv.relay.cli.testing.Run;
import tv.relay.mpegts.PcrClock;
import tv.relay.testing.Http;

/** How the program ends when it is told to. */
@Timeout(120)
final class ShutdownIT {
  /** Promised, however long a client may stay. */
  private static final Duration LONGEST_END = Duration.ofSeconds(5);

  /** On a slow machine; a signal counts once the server stands. */
  private static final Duration LONGEST_START = Duration.ofSeconds(60);

  @TempDir private Path folder;

  @Test
  void shouldEndOnSigtermInOrderWhileAClientIsAttached() throws Exception {
    try (DemoProcess demo = DemoProcess.start(folder);
        LiveReader client = LiveReader.connect(demo.liveUrl())) {
      client.read(PcrClock.TICKS_PER_SECOND);
      assertThat(demo.clients()).hasSize(1);
      assertThat(demo.dataDir()).isDirectory();

      demo.process().terminate();
      Run run = demo.process().awaitEnd(LONGEST_END);

      assertThat(run.exitCode()).as(demo.toString()).isZero();
      client.readToTheEnd();
      assertThat(demo.dataDir()).doesNotExist();
    }
  }

  /** It holds the token; and who starts it is told that it ended as it was asked to. */
  @Test
  void shouldTakeItsFolderWithItWhenItIsEndedWhileItStarts() throws Exception {
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    try (ChildProcess demo =
        BuiltRelay.serving(
            JavaHome.current(),
            List.of("-Djava.io.tmpdir=" + temporary),
            folder,
            "demo",
            "--listen",
            "127.0.0.1:0")) {
      assertEndsInOrderOnce(demo, () -> temporary.toFile().list().length > 0);
      assertThat(temporary).isEmptyDirectory();
    }
  }

  @Test
  void shouldEndOnSigtermWhileItStarts() throws Exception {
    Path data = folder.resolve("data");
    try (ChildProcess serve = BuiltRelay.onAFreePort(folder, data)) {
      assertEndsInOrderOnce(serve, () -> Files.exists(data));
    }
  }

  /** Asked to end as soon as that is seen of its start, it does so in order. */
  private static void assertEndsInOrderOnce(ChildProcess relay, BooleanSupplier seen)
      throws Exception {
    await()
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .atMost(Duration.ofSeconds(60))
        .until(() -> !relay.running() || seen.getAsBoolean());

    relay.terminate();
    Run run = relay.awaitEnd(LONGEST_START.plus(LONGEST_END));

    assertThat(run.exitCode()).as(relay.toString()).isZero();
  }

  @Test
  void shouldLetClientsStayAfterTheFirstSignalAndEndThemAtTheSecond() throws Exception {
    try (DemoProcess demo =
            DemoProcess.start(folder, JavaHome.current(), "--drain-for", "2m", "--linger", "0");
        LiveReader client = LiveReader.connect(demo.liveUrl())) {
      client.read(PcrClock.TICKS_PER_SECOND);

      demo.process().terminate();
      Http http = Http.at(demo.url("/"));
      await().until(() -> http.get("/readyz").status() == 503);
      assertThat(http.get("/live/demo.ts").status()).isEqualTo(503);
      assertThat(demo.command("status").out()).contains("DRAINING");
      client.read(4 * PcrClock.TICKS_PER_SECOND);

      demo.process().terminate();
      Run run = demo.process().awaitEnd(LONGEST_END);
      assertThat(run.exitCode()).as(demo.toString()).isZero();
      client.readToTheEnd();
      assertThat(demo.dataDir()).doesNotExist();
    }
  }

  @Test
  void shouldEndAfterADrainThatWasAskedFor() throws Exception {
    try (DemoProcess demo = DemoProcess.start(folder)) {
      try (LiveReader client = LiveReader.connect(demo.liveUrl())) {
        client.read(PcrClock.TICKS_PER_SECOND);
        Run drain = demo.command("drain", "--for", "2m");
        assertThat(drain.exitCode()).as(drain.toString()).isZero();
        assertThat(drain.out()).contains("1 client watches");
        client.read(3 * PcrClock.TICKS_PER_SECOND);
      }

      Run run = demo.process().awaitEnd(Duration.ofSeconds(20));
      assertThat(run.exitCode()).as(demo.toString()).isZero();
    }
  }
}
