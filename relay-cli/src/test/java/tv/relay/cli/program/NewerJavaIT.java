package tv.relay.cli.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tv.relay.cli.testing.Run;
import tv.relay.mpegts.PcrClock;
import tv.relay.testing.CiRule;

/** The jar is built for Java 17 and serves on every newer Java that is installed. */
@Timeout(120)
final class NewerJavaIT {
  private static final Pattern LOG_LINE =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} (INFO|WARN) .*");

  @TempDir private Path folder;

  @TestFactory
  Collection<DynamicTest> shouldServeWithoutAWarningOfTheJvm() throws IOException {
    List<DynamicTest> tests =
        JavaHome.newer().values().stream()
            .map(home -> dynamicTest(home.folder().getFileName().toString(), () -> serve(home)))
            .toList();
    return tests.isEmpty()
        ? CiRule.missing("no Java newer than " + JavaHome.current().feature() + " is installed")
        : tests;
  }

  private void serve(JavaHome home) throws Exception {
    try (DemoProcess demo = DemoProcess.start(folder, home)) {
      try (LiveReader client = LiveReader.connect(demo.liveUrl())) {
        client.read(4 * PcrClock.TICKS_PER_SECOND);
        assertThat(demo.clients()).hasSize(1);
        demo.process().terminate();
        client.readToTheEnd();
      }
      Run run = demo.process().awaitEnd(Duration.ofSeconds(20));

      assertThat(run.exitCode()).as(demo.toString()).isZero();
      assertThat(run.err().lines()).allMatch(line -> LOG_LINE.matcher(line).matches());
    }
  }
}
