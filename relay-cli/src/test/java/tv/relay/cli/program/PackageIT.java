package tv.relay.cli.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tv.relay.cli.testing.Run;
import tv.relay.mpegts.PcrClock;

/**
 * The folder that {@code scripts/package} makes and the Dockerfile copies: it runs by what is in
 * it, as in an image that has no Java and a file system that nothing can be written to.
 */
@Timeout(300)
final class PackageIT {
  private static final Duration PATIENCE = Duration.ofSeconds(200);
  private static final String DOCKERFILE = "samples/docker/Dockerfile";

  /** Neither java nor JAVA_HOME; the archive of classes is not to be made anew. */
  private static final Map<String, String> BARE =
      Map.of(
          "JAVA_HOME", "/nonexistent", "PATH", "/usr/bin:/bin", "RELAY_DATA_DIR", "/nonexistent");

  @TempDir private static Path folder;

  private static Path installed;

  @BeforeAll
  static void make() throws Exception {
    installed = folder.resolve("relay");
    Run run =
        ChildProcess.start(
                folder,
                List.of(
                    Sources.file("scripts/package").toString(),
                    installed.toString(),
                    Sources.file("relay-cli/target/relay.jar").toString()),
                Map.of())
            .awaitEnd(PATIENCE);
    assertThat(run.exitCode()).as(run.toString()).isZero();
  }

  @Test
  void shouldServeByItsOwnJavaAndArchiveWithoutAWarning() throws Exception {
    List<String> command =
        List.of(relay(), "demo", "--listen", "127.0.0.1:0", "--log-level", "WARN");
    try (DemoProcess demo =
        DemoProcess.of(
            ChildProcess.start(
                folder,
                command,
                Map.of(
                    "JAVA_HOME", "/nonexistent",
                    "PATH", "/usr/bin:/bin",
                    "RELAY_JAVA_OPTS", "-Xlog:class+load:file=" + folder.resolve("classes"))),
            folder)) {
      try (LiveReader client = LiveReader.connect(demo.liveUrl())) {
        client.read(2 * PcrClock.TICKS_PER_SECOND);
        assertThat(demo.clients()).hasSize(1);
        assertHealthCheckSees(demo);
      }
      demo.process().terminate();
      Run run = demo.process().awaitEnd(Duration.ofSeconds(20));

      assertThat(run.exitCode()).as(demo.toString()).isZero();
      assertThat(run.err()).isEmpty();
      assertThat(Files.readString(folder.resolve("classes")))
          .containsPattern("io.undertow.Undertow source: shared objects file \\(top\\)");
    }
  }

  @Test
  void shouldRunCommandsAndBringManualAndCompletion() throws Exception {
    Run version =
        ChildProcess.start(folder, List.of(relay(), "--version"), BARE).awaitEnd(PATIENCE);

    assertThat(version.out()).startsWith("relay ");
    assertThat(version.err()).isEmpty();
    assertThat(installed.resolve("share/man/man1/relay.1")).content().startsWith(".TH RELAY 1");
    assertThat(installed.resolve("share/bash-completion/completions/relay")).isNotEmptyFile();
  }

  /** Sources over https need the certificates of those who sign them. */
  @Test
  void shouldBringCertificates() {
    assertThat(installed.resolve("lib/runtime/lib/security/cacerts")).isRegularFile();
    assertThat(installed.resolve("lib/runtime/lib/security/cacerts").toFile().length())
        .isGreaterThan(50_000);
  }

  @Test
  void shouldCopyOnlyWhatThereIsIntoTheImage() throws Exception {
    String dockerfile = Files.readString(Sources.file(DOCKERFILE));
    Matcher copies = Pattern.compile("(?m)^COPY (?!--from)(\\S+) ").matcher(dockerfile);
    while (copies.find()) {
      assertThat(Sources.file(copies.group(1))).as(copies.group()).exists();
    }
    assertThat(dockerfile)
        .contains("RUN /src/scripts/package /opt/relay /src/relay.jar", "HEALTHCHECK")
        .containsPattern("(?m)^USER 10001")
        .doesNotContain("amd64-", "x86_64");
  }

  private static void assertHealthCheckSees(DemoProcess demo) throws Exception {
    String address = "127.0.0.1:" + demo.liveUrl().getPort();
    assertThat(healthy(address)).isZero();
    assertThat(healthy("127.0.0.1:1")).isNotZero();
  }

  private static int healthy(String listen) throws Exception {
    String check = Sources.file("samples/docker/healthy").toString();
    try (ChildProcess process =
        ChildProcess.start(folder, List.of(check), Map.of("RELAY_LISTEN", listen))) {
      await().atMost(Duration.ofSeconds(20)).until(() -> !process.running());
      return process.awaitEnd(PATIENCE).exitCode();
    }
  }

  private static String relay() {
    return installed.resolve("bin/relay").toString();
  }
}
