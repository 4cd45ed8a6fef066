package tv.relay.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Plays one script on one connection, on a thread of its own. */
final class ScriptedConnection implements BodyPump.Outlet {

  private static final int MAX_REQUEST_BYTES = 64 * 1024;
  private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Socket socket;
  private final Plan plan;
  private final LiveProgramme live;
  private final WriteClock writes;

  ScriptedConnection(Socket socket, Plan plan, LiveProgramme live, WriteClock writes) {
    this.socket = socket;
    this.plan = plan;
    this.live = live;
    this.writes = writes;
  }

  /** Returns when the script is at its end or the other side has left. */
  void play(Consumer<MessageHead> requests) throws IOException {
    socket.setTcpNoDelay(true);
    String request = readHead(socket.getInputStream());
    if (request == null) {
      return;
    }
    requests.accept(MessageHead.parse(request));
    switch (plan.headManner) {
      case SILENT -> awaitPeer();
      case ENDLESS -> sendEndlessHead();
      case PLAIN -> {
        if (plan.headBytesBeforeReset >= 0) {
          socket.getOutputStream().write(plan.head(), 0, plan.headBytesBeforeReset);
          socket.setSoLinger(true, 0);
          return;
        }
        sendHead();
        finish(new BodyPump(plan, live, this).run());
      }
      default -> throw new AssertionError(plan.headManner);
    }
  }

  @Override
  public void write(byte[] bytes, int length) throws IOException {
    if (!plan.chunked) {
      timedWrite(bytes, length);
      return;
    }
    ByteArrayOutputStream chunk = new ByteArrayOutputStream(length + 16);
    chunk.writeBytes(Integer.toHexString(length).getBytes(StandardCharsets.US_ASCII));
    chunk.write('\r');
    chunk.write('\n');
    chunk.write(bytes, 0, length);
    chunk.write('\r');
    chunk.write('\n');
    timedWrite(chunk.toByteArray(), chunk.size());
  }

  @Override
  public void pause(long nanos) throws IOException {
    long endNanos = System.nanoTime() + nanos;
    for (long left = nanos; left > 0; left = endNanos - System.nanoTime()) {
      if (socket.isClosed()) {
        throw new IOException("closed");
      }
      LockSupport.parkNanos(Math.min(left, 50_000_000L));
    }
  }

  private void finish(Plan.Action action) throws IOException {
    switch (action) {
      case STALL -> awaitPeer();
      case RESET -> socket.setSoLinger(true, 0);
      case END -> {
        if (plan.chunked) {
          socket.getOutputStream().write(LAST_CHUNK);
        }
      }
      default -> {
        // The close that follows is all there is to do.
      }
    }
  }

  private void timedWrite(byte[] bytes, int length) throws IOException {
    writes.begin(this);
    try {
      socket.getOutputStream().write(bytes, 0, length);
    } finally {
      writes.end(this);
    }
  }

  private void sendHead() throws IOException {
    byte[] head = plan.head();
    OutputStream out = socket.getOutputStream();
    if (plan.perHeadByte.isZero()) {
      out.write(head);
      return;
    }
    for (byte each : head) {
      out.write(each);
      pause(plan.perHeadByte.toNanos());
    }
  }

  private void sendEndlessHead() throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write((plan.statusLine + "\r\n").getBytes(StandardCharsets.US_ASCII));
    for (long i = 0; !socket.isClosed(); i++) {
      out.write(("X-Endless-" + i + ": more to come\r\n").getBytes(StandardCharsets.US_ASCII));
    }
  }

  /** Blocks until the other side or this server ends the connection. */
  private void awaitPeer() throws IOException {
    InputStream in = socket.getInputStream();
    byte[] ignored = new byte[256];
    int read = in.read(ignored);
    while (read >= 0) {
      read = in.read(ignored);
    }
  }

  /** Returns null when the other side leaves before it has sent a head. */
  private static String readHead(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.length() < MAX_REQUEST_BYTES) {
      int next = in.read();
      if (next < 0) {
        return null;
      }
      head.append((char) next);
      if (next == '\n' && head.indexOf("\r\n\r\n", head.length() - 4) >= 0) {
        return head.toString();
      }
    }
    return null;
  }
}
