package tv.relay.cli.zoo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import tv.relay.mpegts.TsPacket;

/**
 * The link between one player and the relay: it carries so many bytes a second, can be stopped, and
 * keeps what it has carried. Its buffers are small, so that what it can't carry waits in the relay.
 * When the player leaves, the link goes on taking what comes, until it is closed. Any thread may
 * call it.
 */
final class ThrottledLink implements AutoCloseable {
  private static final int BUFFER_BYTES = 8 * 1024;
  private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};

  /** A stop within a packet is after so many of its bytes. */
  private static final int IN_PACKET_BYTES = 100;

  private final URI target;
  private final ServerSocket server;
  private final ByteArrayOutputStream carried = new ByteArrayOutputStream();
  private final DataGap gap = new DataGap();
  private volatile long bytesPerSecond;
  private volatile boolean stopped;

  /** Where in a packet to stop; ABSENT for anywhere. */
  private volatile int stopAt = TsPacket.ABSENT;

  private volatile int connections;
  private volatile int relaySidePort;
  private volatile Socket toRelay;
  private volatile Socket toPlayer;

  ThrottledLink(URI target, long bytesPerSecond) throws IOException {
    this.target = target;
    this.bytesPerSecond = bytesPerSecond;
    server = new ServerSocket();
    // Inherited by what is accepted; the player's own buffers don't matter, they are never full.
    server.setReceiveBufferSize(BUFFER_BYTES);
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    start("accept", this::accept);
  }

  /** What the player is to open. */
  URI url() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort() + target.getPath());
  }

  /** By this the relay's status knows the player. */
  String addressAtRelay() {
    return "127.0.0.1:" + relaySidePort;
  }

  /** How often somebody has connected. */
  int connections() {
    return connections;
  }

  void rate(long newBytesPerSecond) {
    bytesPerSecond = newBytesPerSecond;
  }

  /** Carries nothing until {@link #resume}. */
  void stop() {
    stopped = true;
  }

  /** Carries on to the middle of a packet, and then nothing until {@link #resume}. */
  void stopInPacket() {
    stopAt = IN_PACKET_BYTES;
  }

  void resume() {
    stopAt = TsPacket.ABSENT;
    stopped = false;
  }

  boolean isStopped() {
    return stopped;
  }

  /** The stream as far as it has been carried. */
  byte[] carried() {
    synchronized (carried) {
      return carried.toByteArray();
    }
  }

  /** How long it had no data to carry. */
  DataGap gap() {
    return gap;
  }

  int carriedBytes() {
    synchronized (carried) {
      return carried.size();
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket player = server.accept();
        connections++;
        toPlayer = player;
        toRelay = new Socket();
        toRelay.setReceiveBufferSize(BUFFER_BYTES);
        toRelay.connect(new InetSocketAddress(target.getHost(), target.getPort()));
        relaySidePort = toRelay.getLocalPort();
        synchronized (carried) {
          carried.reset();
        }
        Socket relay = toRelay;
        start("request", () -> request(player, relay));
        start("stream", () -> stream(relay, player));
      } catch (IOException e) {
        // Closed.
      }
    }
  }

  private void start(String role, Runnable task) {
    Thread thread = new Thread(task, "link-" + server.getLocalPort() + "-" + role);
    thread.setDaemon(true);
    thread.start();
  }

  private static void request(Socket player, Socket relay) {
    try {
      player.getInputStream().transferTo(relay.getOutputStream());
    } catch (IOException e) {
      // One of them has left.
    }
  }

  private void stream(Socket relay, Socket player) {
    try (relay;
        player) {
      InputStream in = relay.getInputStream();
      OutputStream out = player.getOutputStream();
      out.write(head(in));
      stream(in, out);
    } catch (IOException e) {
      // Closed, or the relay has ended the stream.
    }
  }

  private static byte[] head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int matched = 0;
    while (matched < END_OF_HEAD.length) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no answer");
      }
      head.write(next);
      matched = next == END_OF_HEAD[matched] ? matched + 1 : next == '\r' ? 1 : 0;
    }
    return head.toByteArray();
  }

  private void stream(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    OutputStream player = out;
    double allowance = 0;
    long then = System.nanoTime();
    while (!server.isClosed()) {
      long now = System.nanoTime();
      // What was not used is lost, but for a little: a link doesn't catch up.
      allowance = Math.min(buffer.length, allowance + bytesPerSecond * ((now - then) / 1e9));
      then = now;
      int room = beforeStop((int) allowance);
      int read = room > 0 ? in.read(buffer, 0, room) : 0;
      if (read < 0) {
        return;
      }
      synchronized (carried) {
        carried.write(buffer, 0, read);
      }
      gap.carried(buffer, read, System.nanoTime());
      allowance -= read;
      player = passOn(player, buffer, read);
      if (read == 0 || allowance < TsPacket.BYTES) {
        LockSupport.parkNanos(TURN_NANOS);
      }
    }
  }

  private int beforeStop(int allowed) {
    if (stopped) {
      return 0;
    }
    int at = stopAt;
    if (at == TsPacket.ABSENT) {
      return allowed;
    }
    int left = Math.floorMod(at - carriedBytes(), TsPacket.BYTES);
    stopped = left == 0;
    return Math.min(allowed, left);
  }

  /** To a player that is gone nothing is passed on. */
  private static OutputStream passOn(OutputStream player, byte[] bytes, int length) {
    try {
      player.write(bytes, 0, length);
      return player;
    } catch (IOException e) {
      return OutputStream.nullOutputStream();
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    if (toRelay != null) {
      toRelay.close();
      toPlayer.close();
    }
  }
}
