package tv.relay.registry;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another process with the class path of the test, whose output is read line by line. */
final class ChildJvm implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;

  private ChildJvm(Process process) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
  }

  static ChildJvm start(Class<?> main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // A short life: nothing is gained by the second compiler or a second collector thread.
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    // The JVM would announce it on the output that the tests read.
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    return new ChildJvm(builder.start());
  }

  /** The next line, or null when the process has ended and all is read. */
  String line() throws IOException {
    return output.readLine();
  }

  long pid() {
    return process.pid();
  }

  /** SIGKILL; what was written before can still be read. */
  void kill() {
    // By its handle, since Process.destroyForcibly() also throws away what wasn't read yet.
    process.toHandle().destroyForcibly();
    process.onExit().join();
  }

  /** Closes its standard input, the sign to end, and waits for that. */
  void end() throws IOException {
    process.getOutputStream().close();
    process.onExit().join();
  }

  @Override
  public void close() {
    kill();
  }
}
