package tv.relay.cli.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.relay.cli.testing.Run;

/**
 * Which Java the launcher takes, on a machine that is made up: a package without a Java of its own,
 * a PATH without one, and Javas that only say who they are.
 */
final class LauncherJavaTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder;

  @BeforeEach
  void install() throws IOException {
    Files.createDirectories(folder.resolve("lib"));
    Files.createFile(folder.resolve("lib/relay.jar"));
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Files.copy(Sources.file("scripts/relay"), bin.resolve("relay"));
    Files.copy(Sources.file("scripts/memory.bash"), bin.resolve("memory.bash"));
    String searching = Files.readString(Sources.file("scripts/jdk.bash"));
    String elsewhere = searching.replace("/usr/lib/jvm", jvms().toString());
    assertThat(elsewhere).isNotEqualTo(searching);
    Files.writeString(bin.resolve("jdk.bash"), elsewhere);
    for (String tool : List.of("bash", "dirname", "head", "readlink", "sed", "sort", "tr")) {
      Files.createSymbolicLink(
          Files.createDirectories(path()).resolve(tool), Path.of(Sources.program(tool, tool)));
    }
  }

  @Test
  void shouldSayWhatToInstallWhereThereIsNoJava() throws Exception {
    Run run = launch(Map.of());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .startsWith("relay: it needs Java 17 or newer, and there is none in PATH or " + jvms())
        .contains("JAVA_HOME", "apt-get install openjdk-17-jre-headless");
  }

  @Test
  void shouldSayWhichJavaIsTooOld() throws Exception {
    Path old = java("java-11-openjdk", "11.0.2");
    putInPath(old);

    Run run = launch(Map.of());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .startsWith("relay: it needs Java 17 or newer; " + path().resolve("java") + " is 11")
        .contains("JAVA_HOME", "apt-get install openjdk-17-jre-headless");
  }

  @Test
  void shouldPassOverAnOldJavaForAGoodOneElsewhere() throws Exception {
    Path old = java("java-11-openjdk", "11.0.2");
    java("temurin-25-jdk", "25");
    Path good = java("java-17-openjdk-riscv64", "17.0.15");
    putInPath(old);

    assertThat(launch(Map.of())).isEqualTo(ranBy(good));
    assertThat(launch(Map.of("JAVA_HOME", old.toString()))).isEqualTo(ranBy(good));
  }

  @Test
  void shouldTakeANewerJavaWhereThereIsNo17() throws Exception {
    java("java-11-openjdk", "11.0.2");

    Path good = java("temurin-25-jdk", "25");

    assertThat(launch(Map.of())).isEqualTo(ranBy(good));
  }

  @Test
  void shouldTakeTheJavaInUseWhereItIsGood() throws Exception {
    java("java-17-openjdk-riscv64", "17.0.15");
    Path used = java("mine", "21.0.1");
    putInPath(used);

    assertThat(launch(Map.of()).out()).startsWith(path().resolve("java").toString());
    Path other = java("other", "22");
    assertThat(launch(Map.of("JAVA_HOME", other.toString()))).isEqualTo(ranBy(other));
  }

  private static Run ranBy(Path home) {
    return new Run(0, home.resolve("bin/java") + " --version\n", "");
  }

  private Run launch(Map<String, String> variables) throws Exception {
    Map<String, String> all = new HashMap<>(variables);
    all.put("PATH", path().toString());
    all.putIfAbsent("JAVA_HOME", "");
    // It would be made by a Java that makes none.
    all.put("RELAY_NO_ARCHIVE", "1");
    return ChildProcess.start(folder, List.of(folder + "/bin/relay", "--version"), all)
        .awaitEnd(PATIENCE);
  }

  /** A Java that prints which one it is and what it is to run, and where it is. */
  private Path java(String name, String version) throws IOException {
    Path home = Files.createDirectories(jvms().resolve(name));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
    Files.writeString(
        java,
        """
        #!/bin/sh
        for last; do :; done
        echo "$0 $last"
        """);
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    return home;
  }

  private void putInPath(Path home) throws IOException {
    Files.createSymbolicLink(path().resolve("java"), home.resolve("bin/java"));
  }

  private Path path() {
    return folder.resolve("path");
  }

  private Path jvms() {
    return folder.resolve("jvm");
  }
}
