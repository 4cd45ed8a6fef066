package tv.relay.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tv.relay.cli.bench.source.BenchSource;
import tv.relay.cli.testing.Run;

/** Clients that are slow or take nothing, and a relay that breaks what it sends. */
@Timeout(120)
final class BenchBadClientsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void shouldKeepSlowAndStalledClientsAsSlowAsAsked() throws Exception {
    try (BenchSource source = BenchCommandTest.source(1)) {
      Run run =
          Run.relay(
              "bench",
              "--url",
              BenchCommandTest.url(source, "/0.ts"),
              "--clients",
              "2",
              "--slow",
              "4",
              "--slow-rate",
              "500k",
              "--stalled",
              "3",
              "--warm-up",
              "500ms",
              "--duration",
              "3s",
              "--drain",
              "500ms",
              "--json");

      JsonNode said = JSON.readTree(run.out());
      assertThat(said.at("/slow/bytes").asDouble() * 8 / 4 / 3)
          .as(run.out())
          .isBetween(400_000.0, 600_000.0);
      assertThat(said.at("/stalled/bytes").asLong(-1)).isZero();
      assertThat(said.at("/stalled/packetsWithDrain/checked").asLong()).isPositive();
    }
  }

  /** It sends one packet with a flipped bit in the midst of good ones, and then cuts one short. */
  @Test
  void shouldCallARelayBadThatBreaksPackets() throws Exception {
    try (BenchSource source = BenchCommandTest.source(1);
        ServerSocket relay = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      Thread breaking = new Thread(() -> breakPackets(source, relay));
      breaking.setDaemon(true);
      breaking.start();

      Run run =
          Run.relay(
              "bench",
              "--url",
              "http://127.0.0.1:" + relay.getLocalPort() + "/",
              "--clients",
              "1",
              "--warm-up",
              "0",
              "--duration",
              "3s");

      assertThat(run.exitCode()).as(run.toString()).isEqualTo(1);
      assertThat(run.out())
          .contains("corrupt packets", "places without a packet's beginning")
          .doesNotContain("GOOD");
    }
  }

  private static void breakPackets(BenchSource source, ServerSocket relay) {
    try (Socket client = relay.accept();
        Socket upstream = new Socket()) {
      upstream.connect(source.address());
      upstream.getOutputStream().write("GET /0.ts HTTP/1.0\r\n\r\n".getBytes());
      InputStream in = upstream.getInputStream();
      OutputStream out = client.getOutputStream();
      byte[] piece = new byte[100_000];
      for (int i = 0; in.readNBytes(piece, 0, piece.length) == piece.length; i++) {
        if (i > 0) {
          piece[50_000] ^= 0x10;
        }
        out.write(piece, 0, piece.length - (i > 0 ? 70 : 0));
      }
    } catch (IOException e) {
      // The test is over.
    }
  }
}
