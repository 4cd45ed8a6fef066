package tv.relay.cli.program;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tv.relay.cli.testing.Run;

/**
 * A process whose output goes to files, so that it never waits for somebody to read it. Closing it
 * kills it, and what it has started, at once.
 */
public final class ChildProcess implements AutoCloseable {
  private final String name;
  private final Process process;
  private final Path out;
  private final Path err;

  private ChildProcess(String name, Process process, Path out, Path err) {
    this.name = name;
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /**
   * Starts it in our environment, less what would change how the relay or Java behaves.
   *
   * @param folder gets the files with its output
   * @param variables to be set beside
   */
  public static ChildProcess start(Path folder, List<String> command, Map<String, String> variables)
      throws IOException {
    String name = Path.of(command.get(0)).getFileName().toString();
    Path out = Files.createTempFile(folder, name + "-", ".out");
    Path err = Files.createTempFile(folder, name + "-", ".err");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(ChildProcess::misleads);
    builder.environment().putAll(variables);
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    return new ChildProcess(name, builder.start(), out, err);
  }

  private static boolean misleads(String variable) {
    return variable.startsWith("RELAY_")
        || variable.endsWith("JAVA_OPTIONS")
        || variable.equals("JAVA_TOOL_OPTIONS");
  }

  public long pid() {
    return process.pid();
  }

  public boolean running() {
    return process.isAlive();
  }

  public String out() {
    return text(out);
  }

  public String err() {
    return text(err);
  }

  /** Writes a line to its standard input; a process that has ended takes no harm. */
  void tell(String line) {
    OutputStream in = process.getOutputStream();
    try {
      in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      in.flush();
    } catch (IOException e) {
      if (process.isAlive()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** SIGTERM. */
  public void terminate() {
    process.toHandle().destroy();
  }

  /** Waits for it to end by itself, but no longer than that; whether it has. */
  public boolean ended(long atMostNanos) throws InterruptedException {
    return process.waitFor(atMostNanos, TimeUnit.NANOSECONDS);
  }

  /** Waits for it to end by itself. */
  public Run awaitEnd(Duration atMost) throws InterruptedException {
    if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("runs for more than " + atMost + ": " + this);
    }
    return new Run(process.exitValue(), out(), err());
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.toHandle().destroyForcibly();
    process.onExit().join();
  }

  @Override
  public String toString() {
    return name
        + (running() ? " (running)" : " (ended with exit code " + process.exitValue() + ")")
        + "\n--- out:\n"
        + out()
        + "--- err:\n"
        + err();
  }

  private static String text(Path file) {
    try {
      // Decoding byte by byte where it isn't UTF-8: players print what they like.
      byte[] bytes = Files.readAllBytes(file);
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
