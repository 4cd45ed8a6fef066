package tv.relay.cli.bench.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tv.relay.cli.bench.packet.NumberedPacket;
import tv.relay.cli.bench.packet.PacketListener;
import tv.relay.cli.bench.packet.PacketVerifier;
import tv.relay.cli.bench.packet.Tally;
import tv.relay.mpegts.TsPacket;

@Timeout(60)
final class BenchSourceTest {
  private static final PacketListener NOBODY =
      new PacketListener() {
        @Override
        public void numbered(long latencyNanos) {}

        @Override
        public void accessPoint(long nowNanos) {}
      };

  private BenchSource source;

  @AfterEach
  void stop() {
    source.close();
  }

  @Test
  void shouldSendTheSameToAllConnectionsOfAChannel() throws IOException {
    source = start(new SourceShape(2, 8_000_000, 0));
    try (Socket one = ask("/1.ts");
        Socket other = ask("/1.ts")) {
      byte[] first = body(one).readNBytes(2_000 * TsPacket.BYTES);
      byte[] second = body(other).readNBytes(2_000 * TsPacket.BYTES);

      long number = firstNumber(second);
      int inFirst = packetWithNumber(first, number);
      int inSecond = packetWithNumber(second, number);
      int same = Math.min(first.length - inFirst, second.length - inSecond);
      assertThat(same).isPositive();
      assertThat(Arrays.equals(first, inFirst, inFirst + same, second, inSecond, inSecond + same))
          .isTrue();
      assertThat(NumberedPacket.channel(second, inSecond)).isEqualTo(1);
    }
  }

  @Test
  void shouldKeepToItsRate() throws IOException {
    source = start(new SourceShape(1, 8_000_000, 0));
    try (Socket client = ask("/0.ts")) {
      InputStream body = body(client);
      body.readNBytes(TsPacket.BYTES);
      long start = System.nanoTime();
      body.readNBytes(2_000_000);
      double seconds = (System.nanoTime() - start) / 1e9;

      // 2 s by its rate. We may have begun to read late, and what had come by then is there at
      // once.
      assertThat(seconds).isBetween(1.5, 3.0);
    }
  }

  @Test
  void shouldEndWritesInsidePacketsAndStillSendWholeOnes() throws IOException {
    source = start(new SourceShape(1, 8_000_000, 100));
    try (Socket client = ask("/0.ts")) {
      Tally tally = verify(body(client), 1_000_000);

      assertThat(tally.packets()).isGreaterThan(5_000);
      assertThat(tally.misaligned() + tally.corrupt() + tally.gaps()).isZero();
    }
  }

  /** The kernel holds some, the source's ring 4 s; who takes nothing must not stop the others. */
  @Test
  void shouldTellWhoBlocksItAndSkipWholePackets() throws Exception {
    source = start(new SourceShape(1, 400_000_000, 0));
    try (Socket stalled = new Socket()) {
      stalled.setReceiveBufferSize(32 * 1024);
      stalled.connect(source.address());
      request(stalled, "/0.ts");
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> stats("/stats").at("/connections/0/skippedBytes").asLong() > 0);
      JsonNode connection = stats("/stats").at("/connections/0");
      assertThat(connection.path("longestBlockedMillis").asLong()).isPositive();

      Tally tally = verify(body(stalled), 60_000_000);

      assertThat(tally.misaligned() + tally.corrupt()).isZero();
      assertThat(tally.gaps()).isPositive();
    }
  }

  @Test
  void shouldForgetWhatWasBeforeAReset() throws Exception {
    source = start(new SourceShape(1, 8_000_000, 0));
    try (Socket client = ask("/0.ts")) {
      body(client).readNBytes(1_000_000);
      long before = stats("/stats?reset").path("sentBytes").asLong();
      assertThat(before).isGreaterThanOrEqualTo(1_000_000);
      assertThat(stats("/stats").path("sentBytes").asLong()).isLessThan(before);
    }
  }

  @Test
  void shouldSayWhatThereIsWhenAskedForSomethingElse() throws IOException {
    source = start(new SourceShape(3, 8_000_000, 0));
    try (Socket client = ask("/3.ts")) {
      String answer = new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(answer).startsWith("HTTP/1.1 404").contains("/0.ts to /2.ts and /stats");
    }
  }

  private static BenchSource start(SourceShape shape) throws IOException {
    return BenchSource.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), shape);
  }

  private Socket ask(String path) throws IOException {
    Socket socket = new Socket();
    socket.connect(source.address());
    request(socket, path);
    return socket;
  }

  private static void request(Socket socket, String path) throws IOException {
    socket
        .getOutputStream()
        .write(("GET " + path + " HTTP/1.0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
  }

  private static InputStream body(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.read());
    }
    assertThat(head).startsWith("HTTP/1.1 200");
    return in;
  }

  private JsonNode stats(String path) throws IOException {
    try (Socket client = ask(path)) {
      return new ObjectMapper().readTree(body(client).readAllBytes());
    }
  }

  private static Tally verify(InputStream body, int bytes) throws IOException {
    PacketVerifier verifier = new PacketVerifier(new byte[64 * 1024], NOBODY);
    byte[] piece = new byte[32 * 1024];
    for (int taken = 0; taken < bytes; ) {
      int read = body.read(piece);
      verifier.feed(ByteBuffer.wrap(piece, 0, read), System.nanoTime());
      taken += read;
    }
    return verifier.tally();
  }

  private static long firstNumber(byte[] stream) {
    for (int at = 0; ; at += TsPacket.BYTES) {
      if (NumberedPacket.isMarked(stream, at)) {
        return NumberedPacket.sequence(stream, at);
      }
    }
  }

  private static int packetWithNumber(byte[] stream, long number) {
    for (int at = 0; at < stream.length; at += TsPacket.BYTES) {
      if (NumberedPacket.isMarked(stream, at) && NumberedPacket.sequence(stream, at) == number) {
        return at;
      }
    }
    throw new AssertionError("no packet " + number);
  }
}
