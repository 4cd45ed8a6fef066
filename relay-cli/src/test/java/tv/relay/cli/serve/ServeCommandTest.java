package tv.relay.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tv.relay.cli.Relay;
import tv.relay.cli.testing.Run;

final class ServeCommandTest {
  private static final Pattern LISTENS = Pattern.compile("listens on (127\\.0\\.0\\.1:\\d+)");

  @TempDir private Path folder;

  @Test
  void shouldServeUntilStoppedAndSayWhereEverythingIs() throws Exception {
    StringWriter out = new StringWriter();
    CompletableFuture<Integer> exitCode = new CompletableFuture<>();
    Thread serving =
        new Thread(
            () ->
                exitCode.complete(
                    Relay.commandLine(Map.of("RELAY_LISTEN", "127.0.0.1:0")::get)
                        .setOut(new PrintWriter(out, true))
                        .execute("serve", "--data-dir", folder.toString())));
    serving.start();
    await().until(() -> exitCode.isDone() || out.toString().contains("Ctrl-C"));

    Matcher listens = LISTENS.matcher(out.toString());
    assertThat(listens.find()).isTrue();
    String url = "http://" + listens.group(1);
    Path tokenFile = folder.resolve("admin-token");
    assertThat(out.toString())
        .contains(url + "/playlist.m3u", tokenFile.toString())
        .doesNotContain(Files.readString(tokenFile).strip());
    assertThat(Run.relay("channel", "list", "--server", url, "--data-dir", folder.toString()))
        .returns(0, Run::exitCode);

    serving.interrupt();
    assertThat(exitCode.get()).isZero();
    assertThat(Run.relay("status", "--server", url).exitCode()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 127.0.0.1",
    "::1, [::1]",
    "::, [::]",
    "2001:db8:0:0:1:0:0:1, [2001:db8::1:0:0:1]",
    "2001:db8:1:2:3:4:5:6, [2001:db8:1:2:3:4:5:6]"
  })
  void shouldWriteAddressesAsInUrls(String address, String host) {
    assertThat(RunningServer.hostOf(new InetSocketAddress(address, 0))).isEqualTo(host);
  }

  @Test
  void shouldSayWhenThePortIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + taken.getLocalPort();

      Run run = Run.relay("serve", "--listen", address, "--data-dir", folder.toString());

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err())
          .contains("can't listen on " + address, "--listen")
          .doesNotContain("\tat");
    }
  }

  /** An address of the net for documentation (RFC 5737), which no machine has. */
  @Test
  void shouldSayWhenTheAddressIsNoneOfThisMachine() {
    Run run = Run.relay("serve", "--listen", "192.0.2.7:8080", "--data-dir", folder.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("can't listen on 192.0.2.7:8080", "0.0.0.0");
  }

  @Test
  void shouldRefuseWhatTheMachineCannotHold() {
    String data = folder.resolve("data").toString();

    Run run =
        Run.relay(
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--data-dir",
            data,
            "--ring-size",
            "1G",
            "--live-channels",
            "10000");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("not enough memory", "10000 live channels", "Lower --live-channels to ")
        .doesNotContain("\tat");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void shouldSayWhenTheDataFolderCannotBeUsed() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    Run run =
        Run.relay("serve", "--listen", "127.0.0.1:0", "--data-dir", file.resolve("x").toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains(file.toString()).doesNotContain("\tat");
  }
}
