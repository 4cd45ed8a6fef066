package tv.relay.cli.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
@Timeout(300)
final class LivePageIT {
  @TempDir private static Path folder;

  private static DemoProcess demo;

  private Terminal terminal;

  @BeforeAll
  static void start() throws Exception {
    Terminal.require();
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
    terminal = Terminal.open(folder, "sh");
    terminal.type(
        "PS1='shell> '; stty -a | tr ' ' '\\n' | grep -E '^-?(icanon|echo)$' | xargs echo");
    terminal.awaitText("icanon echo");
    terminal.type("clear");
  }

  @AfterEach
  void closeTerminal() throws Exception {
    terminal.close();
  }

  @Test
  void shouldShowWhatTheStatusSaysAndKickWhoIsSelected() throws Exception {
    try (Socket hostile = client("bad\u009d0;owned\u009c\u202ename")) {
      await().until(() -> demo.clients().size() == 1);
      String id = demo.clients().path(0).path("id").asText();
      watch("");
      terminal.awaitText("1 of 1 channel live, 1 client");
      assertThat(terminal.screen()).contains("> demo", " " + id + " ", "bad?0;owned?\\u202ename");
      assertThat(terminal.tmux("display-message", "-p", "#{pane_title}")).doesNotContain("owned");

      terminal.key("Down");
      Terminal.waiting().until(() -> terminal.screen().contains("> " + id + " "));
      terminal.key("k");
      terminal.awaitText("Kick client " + id);
      terminal.key("y");
      Terminal.waiting().until(() -> terminal.screen().contains("Client " + id + " was kicked."));
      await().until(() -> demo.clients().isEmpty());
      terminal.awaitText("Nobody is watching.");
      assertThat(hostile.isConnected()).isTrue();

      terminal.key("q");
      assertGivenBack(0);
    }
  }

  @Test
  void shouldSayThatThereIsNoOtherSource() throws Exception {
    watch("");
    terminal.awaitText("> demo");
    terminal.key("n");
    terminal.awaitText("Move channel demo on");
    terminal.key("y");
    Terminal.waiting()
        .until(
            () ->
                terminal.screen().contains("only one source")
                    || terminal.screen().contains("one URL"));
    terminal.key("q");
    assertGivenBack(0);
  }

  @Test
  void shouldMoveAChannelOnToItsNextSource() throws Exception {
    String source = demo.liveUrl().toString();
    // The same stream by two URLs.
    assertThat(demo.command("channel", "add", "two", source, source + "?other").exitCode())
        .isZero();
    try (Socket client = client("two", "a-player")) {
      watch("");
      terminal.type("/two");
      awaitSourceOfTwo("1/2");
      terminal.key("n");
      terminal.awaitText("Move channel two on");
      terminal.key("y");
      terminal.awaitText("Channel two goes over to its");
      awaitSourceOfTwo("2/2");
      assertThat(client.isConnected()).isTrue();
      terminal.key("q");
      assertGivenBack(0);
    } finally {
      assertThat(demo.command("channel", "remove", "two").exitCode()).isZero();
      await().until(() -> demo.clients().isEmpty());
    }
  }

  private void awaitSourceOfTwo(String source) {
    Terminal.waiting()
        .untilAsserted(
            () ->
                assertThat(terminal.screen()).containsPattern("> two +live .* " + source + "\\b"));
  }

  @Test
  void shouldFollowTheTerminalsSize() throws Exception {
    try (Socket client = client("a-player-with-a-name")) {
      watch("");
      terminal.awaitText("a-player-with-a-name");
      terminal.tmux("resize-window", "-x", "40", "-y", "12");
      Terminal.waiting()
          .until(
              () ->
                  terminal.screen().contains("FAULT")
                      && !terminal.screen().contains("a-player-with-a-na"));
      Terminal.waiting()
          .until(() -> terminal.screen().lines().anyMatch(line -> line.matches("relay .{33}…")));
      assertThat(terminal.screen().lines()).hasSizeLessThanOrEqualTo(12);
      assertThat(client.isConnected()).isTrue();
      terminal.key("C-c");
      assertGivenBack(0);
    }
  }

  @Test
  void shouldGiveTheTerminalBackWhenItIsTerminated() throws Exception {
    watch("NO_COLOR=1 ");
    terminal.awaitText("> demo");
    assertThat(terminal.tmux("capture-pane", "-p", "-e")).doesNotContain("\u001b[3", "\u001b[1m");
    String shell = terminal.tmux("display-message", "-p", "#{pane_pid}").strip();
    ProcessHandle.of(Long.parseLong(shell))
        .orElseThrow()
        .children()
        .forEach(ProcessHandle::destroy);
    assertGivenBack(143);
  }

  @Test
  void shouldStayPlainWhereThereIsNoServer() throws Exception {
    terminal.type("RELAY_URL=http://127.0.0.1:1 " + command() + "; echo \"ended $?\"");
    terminal.awaitText("ended 3");
    assertThat(terminal.screen()).contains("no relay can be reached");
  }

  /** The shell's screen and its line editing are back. */
  private void assertGivenBack(int exitCode) throws Exception {
    terminal.awaitText("ended " + exitCode);
    assertThat(terminal.screen()).doesNotContain("next source  / filter");
    assertThat(terminal.tmux("display-message", "-p", "#{alternate_on} #{cursor_flag}").strip())
        .isEqualTo("0 1");
    terminal.type("stty -a | tr ' ' '\\n' | grep -E '^-?(icanon|echo)$' | xargs echo now");
    terminal.awaitText("now icanon echo");
  }

  private void watch(String variables) throws Exception {
    terminal.type(
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
    return client("demo", userAgent);
  }

  private static Socket client(String channel, String userAgent) throws IOException {
    Socket client = new Socket();
    client.connect(new InetSocketAddress("127.0.0.1", demo.liveUrl().getPort()));
    client
        .getOutputStream()
        .write(
            ("GET /live/"
                    + channel
                    + ".ts HTTP/1.1\r\nHost: localhost\r\nUser-Agent: "
                    + userAgent
                    + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
    return client;
  }
}
