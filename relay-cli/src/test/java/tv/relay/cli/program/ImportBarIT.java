package tv.relay.cli.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code relay import} draws on a real terminal while a server takes its time. */
@Timeout(300)
final class ImportBarIT {
  /** More than the sockets between hold. */
  private static final int LIST_BYTES = 64_000_000;

  private final CountDownLatch barSeen = new CountDownLatch(1);
  private final CountDownLatch waitSeen = new CountDownLatch(1);

  @TempDir private Path folder;

  @Test
  void shouldDrawHowFarItIsAndWipeItAtTheEnd() throws Exception {
    Terminal.require();
    Path list = folder.resolve("long.m3u");
    try (RandomAccessFile file = new RandomAccessFile(list.toFile(), "rw")) {
      file.setLength(LIST_BYTES);
    }
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answerSlowly);
    server.start();
    try (Terminal terminal = Terminal.open(folder, "sh")) {
      terminal.type(
          "PS1='shell> '; RELAY_TOKEN=t RELAY_URL=http://127.0.0.1:"
              + server.getAddress().getPort()
              + " "
              + String.join(" ", BuiltRelay.commandLine("import", list.toString()))
              + "; echo \"ended $?\"");
      Terminal.waiting()
          .until(
              () ->
                  terminal
                      .screen()
                      .lines()
                      .anyMatch(line -> line.matches("\\[#+-+] \\d+ %, \\d.* of 64\\.0 MB")));
      barSeen.countDown();
      Terminal.waiting()
          .until(
              () ->
                  terminal
                      .screen()
                      .lines()
                      .anyMatch(line -> line.matches("the relay takes the channels in… \\d+ s")));
      waitSeen.countDown();
      terminal.awaitText("ended 0");
      assertThat(terminal.screen())
          .contains("List long: 7 entries read")
          .doesNotContain("%,", "takes the channels in");
    } finally {
      barSeen.countDown();
      waitSeen.countDown();
      server.stop(0);
    }
  }

  /** Takes half of a list, and the rest and its time when each has been seen. */
  private void answerSlowly(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (exchange.getRequestMethod().equals("POST")) {
        exchange.getRequestBody().readNBytes(LIST_BYTES / 2);
        barSeen.await();
        exchange.getRequestBody().readAllBytes();
        waitSeen.await();
      }
      byte[] json =
          "{\"lists\":[],\"list\":\"long\",\"entries\":7}".getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, json.length);
      exchange.getResponseBody().write(json);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
