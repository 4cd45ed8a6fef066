package tv.relay.cli.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tv.relay.cli.testing.Run;
import tv.relay.mpegts.PcrClock;

/** How the program ends when it is told to. */
@Timeout(120)
final class ShutdownIT {
  /** Promised, however long a client may stay. */
  private static final Duration LONGEST_END = Duration.ofSeconds(5);

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
}
