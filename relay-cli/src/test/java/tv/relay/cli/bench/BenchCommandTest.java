package tv.relay.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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

  static BenchSource source(int channels) throws IOException {
    return BenchSource.start(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        new SourceShape(channels, 2_000_000, 0));
  }

  static String url(BenchSource source, String path) {
    return "http://127.0.0.1:" + source.address().getPort() + path;
  }
}
