package tv.relay.cli.zoo;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import tv.relay.mpegts.TsPacket;

/** A viewer that keeps all it gets, and notes how long it got nothing. A thread. */
final class Recorder implements Closeable {
  private final Socket socket;
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private final long askedNanos = System.nanoTime();
  private final Thread thread = new Thread(this::readAll, "recorder");
  private long firstNanos;
  private long latestNanos;
  private long longestPauseNanos;
  private volatile boolean left;
  private volatile boolean ended;

  private Recorder(Socket socket) {
    this.socket = socket;
  }

  static Recorder watch(URI url) throws IOException {
    Recorder recorder = new Recorder(new Socket(url.getHost(), url.getPort()));
    String request = "GET " + url.getPath() + " HTTP/1.1\r\nHost: " + url.getAuthority();
    recorder
        .socket
        .getOutputStream()
        .write((request + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    recorder.thread.setDaemon(true);
    recorder.thread.start();
    return recorder;
  }

  private void readAll() {
    byte[] buffer = new byte[64 * 1024];
    try {
      InputStream in = socket.getInputStream();
      ClipSource.skipRequest(in);
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        synchronized (received) {
          received.write(buffer, 0, read);
          note(buffer, read);
        }
      }
    } catch (IOException e) {
      // Reset, or closed here.
    }
    ended = !left;
  }

  /** What only fills a gap is nothing. */
  private void note(byte[] buffer, int read) {
    if (read == TsPacket.BYTES && TsPacket.pid(buffer, 0) == TsPacket.NULL_PID) {
      return;
    }
    long now = System.nanoTime();
    if (firstNanos == 0) {
      firstNanos = now;
    } else {
      longestPauseNanos = Math.max(longestPauseNanos, now - latestNanos);
    }
    latestNanos = now;
  }

  boolean hasBegun() {
    synchronized (received) {
      return firstNanos != 0;
    }
  }

  /** Whether the other side has ended it. */
  boolean hasEnded() {
    return ended;
  }

  long waitedMillis() {
    return TimeUnit.NANOSECONDS.toMillis(firstNanos - askedNanos);
  }

  /** The longest time in which nothing of the stream came, behind its first bytes. */
  long longestPauseMillis() {
    return TimeUnit.NANOSECONDS.toMillis(longestPauseNanos);
  }

  /** Leaves, and returns all that came. */
  Capture leave() throws IOException, InterruptedException {
    left = true;
    socket.close();
    thread.join();
    return Capture.of(received.toByteArray());
  }

  @Override
  public void close() throws IOException {
    left = true;
    socket.close();
  }
}
