package tv.relay.testing;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLServerSocket;

/**
 * A provider on loopback that does what its scripts say, one script a connection: the first for the
 * first connection and so on, the last for all that follow. One request a connection, and a thread
 * a connection: for some dozens, not for a crowd.
 *
 * <p>Safe for use by any thread. Its own threads are daemons and end at {@link #close()}, whatever
 * they are doing. The waiting methods throw an {@link AssertionError} after 20 s.
 */
public final class ScriptedUpstream implements AutoCloseable {

  private static final int BACKLOG = 1024;

  private final ServerSocket server;
  private final LiveProgramme live;
  private final AtomicInteger accepted = new AtomicInteger();
  private final WriteClock writes = new WriteClock();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();
  private final Signal changed = new Signal();
  // Written by tests, read by the accepting thread.
  private volatile IntFunction<Script> scripts;

  private ScriptedUpstream(
      LiveProgramme live, IntFunction<Script> scripts, ServerSocketFactory sockets) {
    this.live = live;
    this.scripts = scripts;
    try {
      server = sockets.createServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    thread("accept", this::acceptAll).start();
  }

  /** Stream 1 at 2 Mbit/s, live numbering. */
  public static ScriptedUpstream start(Script... scripts) {
    return start(Programme.numbered(1), scripts);
  }

  public static ScriptedUpstream start(Programme programme, Script... scripts) {
    return start(programme, Numbering.LIVE, scripts);
  }

  public static ScriptedUpstream start(
      Programme programme, Numbering numbering, Script... scripts) {
    return start(programme, numbering, inOrder(1, scripts));
  }

  /** Chooses the script by the number of the connection, from 1. */
  public static ScriptedUpstream start(
      Programme programme, Numbering numbering, IntFunction<Script> scripts) {
    return new ScriptedUpstream(
        new LiveProgramme(programme, numbering), scripts, ServerSocketFactory.getDefault());
  }

  /** Stream 1 over TLS, with that certificate of {@link TestCertificates}. */
  public static ScriptedUpstream startTls(String certificate, Script... scripts) {
    return new ScriptedUpstream(
        new LiveProgramme(Programme.numbered(1), Numbering.LIVE),
        inOrder(1, scripts),
        TestCertificates.serverOf(certificate));
  }

  /** From the next connection on; those that are open go on as they began. */
  public void thenPlay(Script... next) {
    scripts = inOrder(accepted.get() + 1, next);
  }

  public URI uri() {
    return uri("/live.ts");
  }

  public URI uri(String pathAndQuery) {
    return URI.create(
        (server instanceof SSLServerSocket ? "https://" : "http://")
            + server.getInetAddress().getHostAddress()
            + ":"
            + server.getLocalPort()
            + pathAndQuery);
  }

  public List<RecordedRequest> requests() {
    return List.copyOf(requests);
  }

  public int totalConnections() {
    return accepted.get();
  }

  public int openConnections() {
    return open.size();
  }

  /** Waits until so many connections have been accepted, ever. */
  public void awaitConnections(int count) {
    await(() -> totalConnections() >= count, count + " connections");
  }

  /** Waits until exactly so many are open. A script that waits to send notices a close late. */
  public void awaitOpenConnections(int count) {
    await(() -> openConnections() == count, count + " open connections");
  }

  public void awaitRequests(int count) {
    await(() -> requests.size() >= count, count + " requests");
  }

  /** Sequence of the newest media packet made for any connection, -1 before the first. */
  public long newestSequence() {
    return live.furthestSequence();
  }

  /**
   * The longest that a write of body bytes has taken, or is taking: how long a slow reader
   * throttled us. A busy machine alone makes it some tens of milliseconds.
   */
  public long longestWriteBlockedMillis() {
    return writes.longestNanos() / 1_000_000;
  }

  /** Ends all connections that are open, by reset, and goes on accepting. */
  public void resetConnections() {
    open.forEach(ScriptedUpstream::reset);
  }

  @Override
  public void close() {
    closeQuietly(server);
    open.forEach(ScriptedUpstream::reset);
  }

  private void await(BooleanSupplier met, String what) {
    changed.await(
        met,
        () ->
            String.format(
                "expected %s, saw %d accepted, %d open, %d requests",
                what, totalConnections(), openConnections(), requests.size()));
  }

  private void acceptAll() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        int number = accepted.incrementAndGet();
        Script script = scripts.apply(number);
        thread(Integer.toString(number), () -> play(number, script, socket)).start();
        changed.raise();
      } catch (IOException e) {
        // Closed; or this one connection failed, which its other side will notice.
        changed.raise();
      }
    }
    open.forEach(ScriptedUpstream::reset);
  }

  private void play(int number, Script script, Socket socket) {
    try (socket) {
      new ScriptedConnection(socket, script.plan(), live, writes)
          .play(request -> received(number, request));
    } catch (IOException e) {
      // The other side has left, or the test is over: both are to be expected.
    } finally {
      open.remove(socket);
      changed.raise();
    }
  }

  private void received(int number, MessageHead request) {
    requests.add(new RecordedRequest(number, request, System.nanoTime()));
    changed.raise();
  }

  private Thread thread(String role, Runnable task) {
    String name = "scripted-upstream-" + server.getLocalPort() + "-" + role;
    Thread thread = new Thread(null, task, name, 256 * 1024);
    thread.setDaemon(true);
    return thread;
  }

  private static IntFunction<Script> inOrder(int first, Script... scripts) {
    List<Script> list = List.of(scripts);
    return number -> list.get(Math.min(Math.max(number - first, 0), list.size() - 1));
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // Closed already.
    }
    closeQuietly(socket);
  }

  private static void closeQuietly(Closeable closeable) {
    try {
      closeable.close();
    } catch (IOException e) {
      // Nothing is left to be done about it.
    }
  }
}
