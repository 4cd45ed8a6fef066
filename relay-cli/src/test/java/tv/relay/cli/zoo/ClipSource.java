package tv.relay.cli.zoo;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import tv.relay.mpegts.LoopRestamper;
import tv.relay.mpegts.TsPacket;

/**
 * A provider on loopback that plays a clip endlessly, in real time by its PCR, to each connection
 * from the clip's beginning. A thread a connection; they end at {@link #close}.
 */
final class ClipSource implements Closeable {
  private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  static final byte[] HEAD =
      "HTTP/1.1 200 OK\r\nContent-Type: video/mp2t\r\nConnection: close\r\n\r\n".getBytes();

  private final Clip clip;
  private final ServerSocket server;

  ClipSource(Clip clip) throws IOException {
    this.clip = clip;
    server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    start("accept", this::accept);
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/live.ts");
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        start("play", () -> play(socket));
      } catch (IOException e) {
        // Closed; or this one has left already.
      }
    }
  }

  private void start(String role, Runnable task) {
    Thread thread = new Thread(task, "clip-source-" + server.getLocalPort() + "-" + role);
    thread.setDaemon(true);
    thread.start();
  }

  private void play(Socket socket) {
    try (socket) {
      skipRequest(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      out.write(HEAD);
      play(out);
    } catch (IOException e) {
      // The client has left.
    }
  }

  static void skipRequest(InputStream in) throws IOException {
    int newlines = 0;
    while (newlines < 2) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no request");
      }
      newlines = next == '\n' ? newlines + 1 : next == '\r' ? newlines : 0;
    }
  }

  private void play(OutputStream out) throws IOException {
    LoopRestamper restamper = new LoopRestamper(clip.loopTicks());
    int distance = clip.packetDistanceBytes();
    byte[] turn = new byte[1_000 * distance];
    byte[] packets = clip.packets();
    int count = packets.length / TsPacket.BYTES;
    long loopStart = System.nanoTime();
    int next = 0;
    while (!server.isClosed()) {
      int length = 0;
      long now = System.nanoTime();
      while (loopStart + clip.dueNanos()[next] <= now && length < turn.length) {
        int at =
            length + (distance == TsPacket.BYTES ? 0 : stamp(turn, length, clip.dueNanos()[next]));
        System.arraycopy(packets, next * TsPacket.BYTES, turn, at, TsPacket.BYTES);
        restamper.restamp(turn, at);
        length += distance;
        next++;
        if (next == count) {
          next = 0;
          loopStart += clip.loopNanos();
          restamper.startNextLoop();
        }
      }
      out.write(turn, 0, length);
      LockSupport.parkNanos(TURN_NANOS);
    }
  }

  /** The arrival time of M2TS: 30 bits of 27 MHz. */
  private static int stamp(byte[] into, int at, long nanos) {
    long ticks = nanos * 27 / 1_000;
    into[at] = (byte) (ticks >> 24 & 0x3F);
    into[at + 1] = (byte) (ticks >> 16);
    into[at + 2] = (byte) (ticks >> 8);
    into[at + 3] = (byte) ticks;
    return 4;
  }
}
