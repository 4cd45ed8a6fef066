package tv.relay.cli.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tv.relay.cli.testing.Run;

/** The jar that the build has made, run with the flags that {@code scripts/relay} gives it. */
public final class BuiltRelay {
  /** Failsafe sets it; an IDE runs tests in the module's folder. */
  private static final Path MODULE = Path.of(System.getProperty("basedir", "."));

  private static final Path JAR = MODULE.resolve("target").resolve("relay.jar").toAbsolutePath();
  private static final Duration COMMAND_PATIENCE = Duration.ofSeconds(60);

  private BuiltRelay() {}

  /** Starts a command that serves. */
  public static ChildProcess serving(JavaHome home, Path folder, String... arguments)
      throws IOException {
    return serving(home, List.of(), folder, arguments);
  }

  /** Starts a command that serves, with more flags for Java. */
  public static ChildProcess serving(
      JavaHome home, List<String> more, Path folder, String... arguments) throws IOException {
    List<String> flags =
        new ArrayList<>(
            List.of(
                "-Xshare:auto",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Xms32m",
                "-Xmn12m",
                "-XX:MinHeapFreeRatio=20",
                "-XX:MaxHeapFreeRatio=40",
                "-XX:-ShrinkHeapInSteps",
                // With the options' defaults, on a machine that has room for 128 live channels.
                "-Xmx862m",
                "-XX:MaxDirectMemorySize=1132m",
                "-XX:TrimNativeHeapInterval=10000"));
    if (home.feature() >= 23) {
      flags.add("--sun-misc-unsafe-memory-access=allow");
    }
    flags.addAll(more);
    return start(home, flags, folder, Map.of(), arguments);
  }

  /** Starts {@code serve} on a free port. */
  static ChildProcess onAFreePort(Path folder, Path data) throws IOException {
    return serving(
        JavaHome.current(),
        folder,
        "serve",
        "--listen",
        "127.0.0.1:0",
        "--data-dir",
        data.toString());
  }

  /** Runs a command that ends by itself. */
  public static Run command(Path folder, Map<String, String> variables, String... arguments)
      throws Exception {
    List<String> flags =
        List.of("-Xshare:auto", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m");
    try (ChildProcess process = start(JavaHome.current(), flags, folder, variables, arguments)) {
      return process.awaitEnd(COMMAND_PATIENCE);
    }
  }

  /** A command that ends by itself, to be run by somebody else. */
  static List<String> commandLine(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(JavaHome.current().java().toString());
    command.addAll(List.of("-Xshare:auto", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-jar", JAR.toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  private static ChildProcess start(
      JavaHome home,
      List<String> flags,
      Path folder,
      Map<String, String> variables,
      String... arguments)
      throws IOException {
    assertThat(JAR).as("the built program; mvn package makes it").isRegularFile();
    List<String> command = new ArrayList<>();
    command.add(home.java().toString());
    command.addAll(flags);
    command.addAll(List.of("-jar", JAR.toString()));
    command.addAll(List.of(arguments));
    return ChildProcess.start(folder, command, variables);
  }
}
