package tv.relay.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tv.relay.cli.bench.source.BenchSource;
import tv.relay.cli.bench.source.SourceShape;
import tv.relay.cli.testing.Run;

/** The source is the best relay there can be: it is what the bench is tried with. */
@Timeout(120)
final class BenchCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void shouldFindAFaultlessRelayFaultless() throws Exception {
    try (BenchSource source = source(2)) {
      Run run =
          Run.relay(
              "bench",
              "--url",
              url(source, "/0.ts"),
              "--url",
              url(source, "/1.ts"),
              "--rate",
              "2M",
              "--clients",
              "20",
              "--verify",
              "10",
              "--warm-up",
              "200ms",
              "--duration",
              "2s",
              "--json");

      JsonNode said = JSON.readTree(run.out());
      assertThat(said.at("/shares/starved").asInt(-1)).as(run.out()).isZero();
      assertThat(said.at("/shares/clients").asInt()).isEqualTo(20);
      assertThat(said.at("/deliveredBytes").asDouble()).isBetween(8e6, 12e6);
      assertThat(said.at("/fast/packets/checked").asLong()).isGreaterThan(20_000);
      for (String fault : new String[] {"gaps", "corrupt", "misaligned", "counterErrors"}) {
        assertThat(said.at("/fast/packets/" + fault).asInt(-1)).as(fault).isZero();
      }
      assertThat(said.at("/latencyMillis/count").asLong()).isGreaterThan(20_000);
      assertThat(said.at("/latencyMillis/p50").asDouble()).isBetween(0.0, 1_000.0);
      assertThat(said.at("/firstAccessPointMillis/count").asLong()).isEqualTo(18);
    }
  }

  @Test
  void shouldLetClientsZapAndTimeTheirJoins() throws Exception {
    try (BenchSource source = source(2)) {
      Run run =
          Run.relay(
              "bench",
              "--url",
              url(source, "/0.ts"),
              "--url",
              url(source, "/1.ts"),
              "--clients",
              "10",
              "--zap",
              "5",
              "--warm-up",
              "0",
              "--duration",
              "4s",
              "--json");

      JsonNode said = JSON.readTree(run.out());
      assertThat(said.at("/firstByteMillis/count").asInt()).as(run.out()).isBetween(15, 20);
      // The source has an access point each second, and nothing from before.
      assertThat(said.at("/firstAccessPointMillis/max").asDouble()).isLessThan(3_000);
      assertThat(said.at("/fast/disconnected").asInt(-1)).isZero();
    }
  }

  @Test
  void shouldKeepSlowAndStalledClientsAsSlowAsAsked() throws Exception {
    try (BenchSource source = source(1)) {
      Run run =
          Run.relay(
              "bench",
              "--url",
              url(source, "/0.ts"),
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
    try (BenchSource source = source(1);
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

  @ParameterizedTest
  @CsvSource({
    "'', What is to be loaded",
    "--url https://a/, http://HOST:PORT/PATH",
    "--url nonsense, http://HOST:PORT/PATH",
    "--url http://127.0.0.1/ --clients 0, No clients",
    "--url http://127.0.0.1/ --clients many, a whole number",
    "--url http://127.0.0.1/ --clients 0 --slow 1 --zap 3, --zap is for fast clients",
    "--url http://127.0.0.1/ --zap often, how often a second",
    "--url http://127.0.0.1/ --rate 8MB, not a bit rate",
    "--url http://127.0.0.1/ --slow-rate 1k, out of range",
    "--url http://127.0.0.1/ --pid x, a whole number",
    "source --channels 0, from 1 to 1000",
    "source --unalign 101, from 0 to 100",
  })
  void shouldSayWhatIsWrongWithAnOption(String options, String message) {
    Run run = Run.relay(("bench " + options).strip().split(" "));

    assertThat(run.exitCode()).as(run.toString()).isEqualTo(2);
    assertThat(run.err()).contains(message);
  }

  @Test
  void shouldSayThatNoRelayIsThere() {
    Run run = Run.relay("bench", "--url", "http://127.0.0.1:1/", "--clients", "2");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).contains("http://127.0.0.1:1/", "2 × Connection refused");
  }

  @Test
  void shouldSayThatTheStreamIsRefused() throws Exception {
    try (BenchSource source = source(1)) {
      Run run = Run.relay("bench", "--url", url(source, "/7.ts"), "--clients", "2");

      assertThat(run.exitCode()).isEqualTo(4);
      assertThat(run.err()).contains("2 × HTTP status 404");
    }
  }

  @Test
  void shouldSayWhatToDoWhenTooFewFilesMayBeOpen() {
    Run run = Run.relay("bench", "--url", "http://127.0.0.1:1/", "--clients", "100000");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).containsAnyOf("ulimit -n", "ip_local_port_range");
  }

  @Test
  void shouldSayThatTheProcessIsNotThere() {
    Run run = Run.relay("bench", "--url", "http://127.0.0.1:1/", "--pid", "99999999");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("no process 99999999", "--pid");
  }

  @Test
  void shouldTakeUrlsFromTheEnvironmentOneALine() {
    Run run =
        Run.with(
            Map.of("RELAY_BENCH_URLS", "http://127.0.0.1:1/a\nhttp://127.0.0.1:1/b"),
            "bench",
            "--clients",
            "2");

    assertThat(run.err()).contains("http://127.0.0.1:1/a and the others");
  }

  private static BenchSource source(int channels) throws IOException {
    return BenchSource.start(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        new SourceShape(channels, 2_000_000, 0));
  }

  private static String url(BenchSource source, String path) {
    return "http://127.0.0.1:" + source.address().getPort() + path;
  }
}
