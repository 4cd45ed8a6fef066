package tv.relay.cli.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code relay status --watch} on a real terminal, that of tmux, whose screen is read and whose
 * keys are pressed.
 */
@Timeout(180)
final class LivePageIT {
  @TempDir private static Path folder;

  private static DemoProcess demo;

  private String socket;

  @BeforeAll
  static void start() throws Exception {
    try {
      run("tmux", "-V");
    } catch (IOException e) {
      CiRule.missing("tmux isn't installed; on Debian: apt-get install tmux");
    }
    demo = DemoProcess.start(folder);
  }

  @AfterAll
  static void stop() {
    if (demo != null) {
      demo.close();
    }
  }

  @BeforeEach
  void openTerminal() throws Exception {
    socket = folder.resolve("tmux-" + System.nanoTime()).toString();
    tmux("new-session", "-d", "-x", "100", "-y", "20", "sh");
    type("PS1='shell> '; stty -a | tr ' ' '\\n' | grep -E '^-?(icanon|echo)$' | xargs echo");
    waiting().until(() -> screen().contains("icanon echo"));
    type("clear");
  }

  @AfterEach
  void closeTerminal() throws Exception {
    tmux("kill-server");
  }

  @Test
  void shouldShowWhatTheStatusSaysAndKickWhoIsSelected() throws Exception {
    try (Socket hostile = client("bad\u009d0;owned\u009c\u202ename")) {
      await().until(() -> demo.clients().size() == 1);
      String id = demo.clients().path(0).path("id").asText();
      watch("");
      waiting().until(() -> screen().contains("1 of 1 channel live, 1 client"));
      assertThat(screen()).contains("> demo", " " + id + " ", "bad?0;owned?\\u202ename");
      assertThat(tmux("display-message", "-p", "#{pane_title}")).doesNotContain("owned");

      key("Down");
      waiting().until(() -> screen().contains("> " + id + " "));
      key("k");
      waiting().until(() -> screen().contains("Kick client " + id));
      key("y");
      waiting().until(() -> screen().contains("Client " + id + " was kicked."));
      await().until(() -> demo.clients().isEmpty());
      waiting().until(() -> screen().contains("Nobody is watching."));
      assertThat(hostile.isConnected()).isTrue();

      key("q");
      assertGivenBack(0);
    }
  }

  @Test
  void shouldSayThatThereIsNoOtherSource() throws Exception {
    watch("");
    waiting().until(() -> screen().contains("> demo"));
    key("n");
    waiting().until(() -> screen().contains("Move channel demo on"));
    key("y");
    waiting().until(() -> screen().contains("only one source") || screen().contains("one URL"));
    key("q");
    assertGivenBack(0);
  }

  @Test
  void shouldFollowTheTerminalsSize() throws Exception {
    try (Socket client = client("a-player-with-a-name")) {
      watch("");
      waiting().until(() -> screen().contains("a-player-with-a-name"));
      tmux("resize-window", "-x", "40", "-y", "12");
      waiting().until(() -> screen().contains("FAULT") && !screen().contains("a-player-with-a-na"));
      waiting().until(() -> screen().lines().anyMatch(line -> line.matches("relay .{33}…")));
      assertThat(screen().lines()).hasSizeLessThanOrEqualTo(12);
      assertThat(client.isConnected()).isTrue();
      key("C-c");
      assertGivenBack(0);
    }
  }

  @Test
  void shouldGiveTheTerminalBackWhenItIsTerminated() throws Exception {
    watch("NO_COLOR=1 ");
    waiting().until(() -> screen().contains("> demo"));
    assertThat(tmux("capture-pane", "-p", "-e")).doesNotContain("\u001b[3", "\u001b[1m");
    String shell = tmux("display-message", "-p", "#{pane_pid}").strip();
    ProcessHandle.of(Long.parseLong(shell))
        .orElseThrow()
        .children()
        .forEach(ProcessHandle::destroy);
    assertGivenBack(143);
  }

  @Test
  void shouldStayPlainWhereThereIsNoServer() throws Exception {
    type("RELAY_URL=http://127.0.0.1:1 " + command() + "; echo \"ended $?\"");
    waiting().until(() -> screen().contains("ended 3"));
    assertThat(screen()).contains("no relay can be reached");
  }

  /** The shell's screen and its line editing are back. */
  private void assertGivenBack(int exitCode) throws Exception {
    waiting().until(() -> screen().contains("ended " + exitCode));
    assertThat(screen()).doesNotContain("next source  / filter");
    assertThat(tmux("display-message", "-p", "#{alternate_on} #{cursor_flag}").strip())
        .isEqualTo("0 1");
    type("stty -a | tr ' ' '\\n' | grep -E '^-?(icanon|echo)$' | xargs echo now");
    waiting().until(() -> screen().contains("now icanon echo"));
  }

  private void watch(String variables) throws Exception {
    type(
        variables
            + "RELAY_URL=http://"
            + demo.liveUrl().getAuthority()
            + " RELAY_DATA_DIR="
            + demo.dataDir()
            + " "
            + command()
            + "; echo \"ended $?\"");
  }

  private static String command() {
    return String.join(" ", BuiltRelay.commandLine("status", "--watch"));
  }

  private static Socket client(String userAgent) throws IOException {
    Socket client = new Socket();
    client.connect(new InetSocketAddress("127.0.0.1", demo.liveUrl().getPort()));
    client
        .getOutputStream()
        .write(
            ("GET /live/demo.ts HTTP/1.1\r\nHost: localhost\r\nUser-Agent: "
                    + userAgent
                    + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
    return client;
  }

  private static ConditionFactory waiting() {
    return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(100));
  }

  private void type(String line) throws Exception {
    tmux("send-keys", "-l", line);
    key("Enter");
  }

  private void key(String name) throws Exception {
    tmux("send-keys", name);
  }

  private String screen() throws Exception {
    return tmux("capture-pane", "-p");
  }

  private String tmux(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("tmux", "-S", socket, "-f", "/dev/null"));
    command.addAll(List.of(arguments));
    return run(command.toArray(String[]::new));
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
