package tv.relay.cli.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class LoadClientTest {
  private static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(3);

  @Test
  void shouldKnowThatItWaitsInVainForAnAnswer() throws Exception {
    assertThat(waitsAfter(LONG_NANOS, "")).isTrue();
    assertThat(waitsAfter(LONG_NANOS / 3, "")).as("not for long yet").isFalse();
    assertThat(waitsAfter(LONG_NANOS, "HTTP/1.1 200 OK\r\n\r\n")).as("answer, no stream").isTrue();
    assertThat(waitsAfter(LONG_NANOS, "HTTP/1.1 200 OK\r\n\r\nGGGG")).isFalse();
  }

  /**
   * Whether a client that the server has told this counts as waiting so long after it connected.
   */
  private static boolean waitsAfter(long nanos, String told) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      LoadClient client = new LoadClient(ClientKind.VERIFYING, 0, plan(server), new Loop());
      long start = System.nanoTime();
      try (SocketChannel socket = client.connect(start);
          Socket accepted = server.accept()) {
        socket.configureBlocking(true);
        client.ask();
        client.startWindow();
        accepted.getOutputStream().write(told.getBytes());
        accepted.shutdownOutput();
        for (int left = told.length(); left > 0; ) {
          left -= client.read(ByteBuffer.allocate(1_000));
        }
        client.endWindow(start + nanos);
        return client.result().waiting();
      }
    }
  }

  private static LoadPlan plan(ServerSocket server) {
    return new LoadPlan(
        List.of(Target.of("http://127.0.0.1:" + server.getLocalPort() + "/")),
        1,
        1,
        8_000_000,
        0,
        2_000_000,
        0,
        0,
        500,
        Duration.ZERO,
        Duration.ofSeconds(10),
        Duration.ZERO,
        1,
        65_536,
        65_536);
  }

  private static final class Loop implements LoadClient.LoopView {
    private final byte[] scratch = new byte[65_536];
    private final Measurements measurements = new Measurements();
    private final Running running = new Running(1);

    @Override
    public byte[] scratch() {
      return scratch;
    }

    @Override
    public Measurements measurements() {
      return measurements;
    }

    @Override
    public Running running() {
      return running;
    }

    @Override
    public boolean measuring() {
      return true;
    }
  }
}
