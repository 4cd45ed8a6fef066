package tv.relay.upstream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tv.relay.registry.SourceUrl;
import tv.relay.ring.Beat;

/** A reader lets small pieces gather, and never lets that hold up what is there already. */
class GatherTest {
  private static final int PACKET = 188;
  private static final int PIECES = 300;

  /** All but what has to be followed by more before it passes for packets. */
  private static final long ENOUGH = (PIECES - 8) * PACKET;

  private final SourceClient client =
      new SourceClient(
          new SourceTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(20)), "gather-test", false);
  private final Published published = new Published();
  private ServerSocket source;
  private UpstreamReader reader;
  private Thread thread;

  @BeforeEach
  void listen() throws IOException {
    source = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    if (reader != null) {
      reader.cancel();
    }
    source.close();
    client.close();
  }

  /** A read ends where a chunk does, which says nothing of what waits behind it. */
  @Test
  void shouldNotGatherBetweenChunksThatAreThere() throws Exception {
    Duration beat = Duration.ofSeconds(2);
    read(beat);
    try (Socket connection = source.accept()) {
      answer(connection, "Transfer-Encoding: chunked\r\n");
      OutputStream out = connection.getOutputStream();
      byte[] size = (Integer.toHexString(PACKET) + "\r\n").getBytes(US_ASCII);
      for (int i = 0; i < PIECES; i++) {
        out.write(size);
        out.write(packet());
        out.write("\r\n".getBytes(US_ASCII));
      }
      out.flush();
      await().atMost(beat.multipliedBy(8)).until(() -> published.bytes.get() >= ENOUGH);
    }
  }

  @Test
  void shouldPublishTogetherWhatCameInSmallPieces() throws Exception {
    read(Duration.ofMillis(250));
    try (Socket connection = source.accept()) {
      connection.setTcpNoDelay(true);
      answer(connection, "");
      OutputStream out = connection.getOutputStream();
      for (int i = 0; i < PIECES; i++) {
        out.write(packet());
        out.flush();
        // So that a reader that reads what comes would read it alone.
        TimeUnit.MILLISECONDS.sleep(3);
      }
      await().until(() -> published.bytes.get() >= ENOUGH);
    }
    assertThat(published.times.get()).isLessThan(PIECES / 5);
  }

  /** Whoever cancels it waits for its end, before another may read the source. */
  @Test
  void shouldEndAtOnceWhenItIsCancelledWhileItGathers() throws Exception {
    read(Duration.ofHours(1));
    try (Socket connection = source.accept()) {
      answer(connection, "");
      await()
          .until(
              () -> {
                connection.getOutputStream().write(packet());
                return LockSupport.getBlocker(thread) == reader;
              });
      reader.cancel();
      await().until(() -> published.end != null);
    }
    assertThat(published.end.kind()).isEqualTo(Failure.Kind.CANCELLED);
  }

  private void read(Duration beat) throws Exception {
    SourceUrl url = SourceUrl.parse("http://127.0.0.1:" + source.getLocalPort() + "/");
    reader =
        new UpstreamReader(
            client,
            new Source(url, null, Map.of()),
            Beat.every(beat),
            new UpstreamMeter(),
            published);
    thread = new Thread(reader, "reader");
    thread.setDaemon(true);
    thread.start();
  }

  private static void answer(Socket connection, String header) throws IOException {
    connection.getInputStream().read(new byte[4096]);
    String head = "HTTP/1.1 200 OK\r\nContent-Type: video/mp2t\r\n" + header + "\r\n";
    connection.getOutputStream().write(head.getBytes(US_ASCII));
  }

  private static byte[] packet() {
    byte[] packet = new byte[PACKET];
    Arrays.fill(packet, (byte) 0xFF);
    packet[0] = 0x47;
    packet[1] = 0x1F;
    packet[3] = 0x10;
    return packet;
  }

  private static final class Published implements Intake, Publisher {
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger times = new AtomicInteger();
    private volatile Failure end;

    @Override
    public Publisher open(StreamFormat format, String contentType) {
      return this;
    }

    @Override
    public int chunkBytes() {
      return PACKET;
    }

    @Override
    public void publish(byte[] packets, int offset, int length, long nanoTime) {
      bytes.addAndGet(length);
    }

    @Override
    public void published() {
      times.incrementAndGet();
    }

    @Override
    public void ended(Failure failure) {
      end = failure;
    }
  }
}
