package tv.relay.cli.zoo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A client whose link carries so many bytes a second, with a small window, so that what it can't
 * take waits in the relay and not in the kernel. For one thread.
 */
final class SlowClient implements AutoCloseable {
  private static final int WINDOW_BYTES = 16 * 1024;
  private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final int PATIENCE_MILLIS = 15_000;

  private final Socket socket;
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();

  private SlowClient(Socket socket) {
    this.socket = socket;
  }

  /** Asks, and takes the head of the answer. */
  static SlowClient connect(URI url) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(WINDOW_BYTES);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.connect(new InetSocketAddress(url.getHost(), url.getPort()));
    String request = "GET " + url.getPath() + " HTTP/1.1\r\nHost: " + url.getAuthority();
    String agent = "\r\nUser-Agent: slow\r\n\r\n";
    socket.getOutputStream().write((request + agent).getBytes(StandardCharsets.ISO_8859_1));
    String head = head(socket.getInputStream());
    if (!head.startsWith("HTTP/1.1 200 ")) {
      socket.close();
      throw new IOException("refused: " + head);
    }
    return new SlowClient(socket);
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("ended in its head: " + head);
      }
      head.append((char) next);
    }
    return head.toString();
  }

  /** Reads as it comes for that time. */
  void readFast(Duration time) throws IOException {
    InputStream in = socket.getInputStream();
    byte[] buffer = new byte[WINDOW_BYTES];
    long start = System.nanoTime();
    int read = 0;
    while (read >= 0 && System.nanoTime() - start < time.toNanos()) {
      received.write(buffer, 0, read);
      read = in.read(buffer);
    }
    received.write(buffer, 0, Math.max(0, read));
  }

  /** Reads at that rate for that time; ends early when the relay ends the stream. */
  void read(long bytesPerSecond, Duration time) throws IOException {
    InputStream in = socket.getInputStream();
    byte[] buffer = new byte[WINDOW_BYTES];
    long start = System.nanoTime();
    long taken = 0;
    while (System.nanoTime() - start < time.toNanos()) {
      double seconds = (System.nanoTime() - start) / 1e9;
      int allowed = (int) Math.min(buffer.length, (long) (bytesPerSecond * seconds) - taken);
      int read = allowed > 0 ? in.read(buffer, 0, allowed) : 0;
      if (read < 0) {
        return;
      }
      received.write(buffer, 0, read);
      taken += read;
      LockSupport.parkNanos(TURN_NANOS);
    }
  }

  /** Reads the next packet as it comes; null at the end. */
  byte[] packet() throws IOException {
    byte[] packet = socket.getInputStream().readNBytes(188);
    return packet.length == 188 ? packet : null;
  }

  /** All that has been read, but for single packets. */
  Capture capture() {
    return Capture.of(received.toByteArray());
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
