package tv.relay.cli.zoo;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import tv.relay.mpegts.TsPacket;

/**
 * A provider on loopback that cuts: it plays one endless live stream, ends each connection after a
 * while, in the middle of a packet, and answers nobody for a moment. Then it sends again from some
 * seconds before the cut, all that it has missed at once, or goes on at the live edge. One
 * connection at a time; two threads.
 */
final class CuttingSource implements Closeable {
  private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final int TURN_PACKETS = 300;

  /**
   * How it cuts.
   *
   * @param every how long a connection lasts
   * @param away how long nobody is answered afterwards
   * @param repeated from how long before the cut it goes on; null at the live edge
   */
  record Manner(Duration every, Duration away, Duration repeated) {}

  private final Manner manner;
  private final byte[] stream;
  private final Clip clip;
  private final ServerSocket server;
  private long beganNanos;
  private long endedNanos;
  private int next;
  private volatile int cuts;

  /** 0 while nobody is played to. */
  private volatile long connectedNanos;

  CuttingSource(Clip clip, int loops, Manner manner) throws IOException {
    this.clip = clip;
    this.stream = clip.looped(loops);
    this.manner = manner;
    server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve, "cutting-source-" + server.getLocalPort());
    thread.setDaemon(true);
    thread.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/live.ts");
  }

  /** Whether it has been playing for some seconds, so that all is told of the last cut. */
  boolean isSteady() {
    long since = connectedNanos;
    return since != 0 && System.nanoTime() - since > TimeUnit.SECONDS.toNanos(4);
  }

  int cuts() {
    return cuts;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        long now = System.nanoTime();
        if (beganNanos == 0 || now - endedNanos >= manner.away().toNanos()) {
          connected(now);
          play(socket);
          cuts++;
        }
      } catch (IOException e) {
        // The relay has left, or this was closed.
      }
    }
  }

  private void connected(long now) {
    if (beganNanos == 0) {
      beganNanos = now;
    } else if (manner.repeated() == null) {
      next = indexAt(now - beganNanos);
    } else {
      next = indexAt(dueNanos(next) - manner.repeated().toNanos());
    }
  }

  private int indexAt(long nanos) {
    int index = 0;
    while (dueNanos(index) < nanos) {
      index++;
    }
    return index;
  }

  private long dueNanos(int index) {
    int perLoop = clip.dueNanos().length;
    return index / perLoop * clip.loopNanos() + clip.dueNanos()[index % perLoop];
  }

  private void play(Socket socket) throws IOException {
    try {
      ClipSource.skipRequest(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      out.write(ClipSource.HEAD);
      connectedNanos = System.nanoTime();
      long endNanos = System.nanoTime() + manner.every().toNanos();
      while (!server.isClosed() && System.nanoTime() < endNanos) {
        int from = next;
        long played = System.nanoTime() - beganNanos;
        while (dueNanos(next) <= played && next - from < TURN_PACKETS) {
          next++;
        }
        out.write(stream, from * TsPacket.BYTES, (next - from) * TsPacket.BYTES);
        if (next - from < TURN_PACKETS) {
          LockSupport.parkNanos(TURN_NANOS);
        }
      }
      out.write(stream, next * TsPacket.BYTES, TsPacket.BYTES / 2);
    } finally {
      connectedNanos = 0;
      endedNanos = System.nanoTime();
    }
  }
}
