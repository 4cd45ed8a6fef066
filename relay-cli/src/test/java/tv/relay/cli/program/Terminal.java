package tv.relay.cli.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ConditionTimeoutException;
import tv.relay.testing.CiRule;

/** A real terminal, that of tmux, whose screen is read and whose keys are pressed. */
final class Terminal implements AutoCloseable {
  private final String socket;

  private Terminal(String socket) {
    this.socket = socket;
  }

  /** Without tmux the test is skipped, and in CI fails. */
  static void require() throws Exception {
    try {
      run("tmux", "-V");
    } catch (IOException e) {
      CiRule.missing("tmux isn't installed; on Debian: apt-get install tmux");
    }
  }

  /** Of 100 columns and 20 lines. */
  static Terminal open(Path folder, String... shell) throws Exception {
    Terminal terminal = new Terminal(folder.resolve("tmux-" + System.nanoTime()).toString());
    List<String> command = new ArrayList<>(List.of("new-session", "-d", "-x", "100", "-y", "20"));
    command.addAll(List.of(shell));
    terminal.tmux(command.toArray(String[]::new));
    return terminal;
  }

  static ConditionFactory waiting() {
    return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(100));
  }

  /** Waits until the screen has that text. */
  void awaitText(String text) {
    waiting().untilAsserted(() -> assertThat(screen()).contains(text));
  }

  /** Waits until the shell asks for a line: what is typed sooner may be lost in part. */
  void awaitPrompt(String prompt) {
    waiting().untilAsserted(() -> assertThat(screen().strip()).endsWith(prompt));
  }

  /** Whether the screen has that text within such a time. */
  boolean shows(String text, Duration patience) {
    try {
      waiting().atMost(patience).until(() -> screen().contains(text));
      return true;
    } catch (ConditionTimeoutException e) {
      return false;
    }
  }

  /** Types a line, and Enter. */
  void type(String line) throws Exception {
    write(line);
    key("Enter");
  }

  /** Types letters. */
  void write(String text) throws Exception {
    tmux("send-keys", "-l", "--", text);
  }

  /** Presses a key, as {@code Down} or {@code C-c}. */
  void key(String name) throws Exception {
    tmux("send-keys", name);
  }

  String screen() throws Exception {
    return tmux("capture-pane", "-p");
  }

  /** Runs a command of tmux, for this terminal. */
  String tmux(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("tmux", "-S", socket, "-f", "/dev/null"));
    command.addAll(List.of(arguments));
    return run(command.toArray(String[]::new));
  }

  @Override
  public void close() throws IOException {
    try {
      tmux("kill-server");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String run(String... command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    // Without UTF-8 tmux shows other letters than it was sent.
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().keySet().removeIf(name -> name.startsWith("RELAY_"));
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).as(String.join(" ", command)).isTrue();
    assertThat(process.exitValue()).as(out).isZero();
    return out;
  }
}
