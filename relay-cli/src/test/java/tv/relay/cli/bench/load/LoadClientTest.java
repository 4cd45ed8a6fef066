package tv.relay.cli.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
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
      Target target = Target.of("http://127.0.0.1:" + server.getLocalPort() + "/");
      LoadPlan plan = SamplePlan.of(List.of(target), 1, 1, 0, 0);
      Loop loop = new Loop(new byte[65_536], new Measurements(), new Running(1), true);
      LoadClient client = new LoadClient(ClientKind.VERIFYING, 0, plan, loop);
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

  private record Loop(byte[] scratch, Measurements measurements, Running running, boolean measuring)
      implements LoadClient.LoopView {}
}
