package tv.relay.testing;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Stands on loopback between a source of packets and whoever reads it, and does something bad to
 * each connection every now and then. What it does to the connection of a number, and after how
 * many bytes, follows from the seed; which connections there are does not.
 *
 * <p>Safe for use by any thread. Two threads a connection, daemons, which end at {@link #close()}.
 */
public final class FaultProxy implements AutoCloseable {

  private static final int BACKLOG = 64;
  private static final int CONNECT_MILLIS = 5_000;

  private final URI target;
  private final long seed;
  private final long meanDistanceBytes;
  private final HarmLedger harmed;
  private final ServerSocket server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();
  private final Map<Fault, Integer> counts = new EnumMap<>(Fault.class);

  /**
   * Starts it on a free port.
   *
   * @param meanDistanceBytes of the stream from one fault to the next, on average
   * @param harmed gets every packet that is changed, before it is sent
   */
  public FaultProxy(URI target, long seed, long meanDistanceBytes, HarmLedger harmed) {
    this.target = target;
    this.seed = seed;
    this.meanDistanceBytes = meanDistanceBytes;
    this.harmed = harmed;
    try {
      server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    thread("accept", this::acceptAll);
  }

  /** Where it listens, with the target's path. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort() + target.getRawPath());
  }

  /** How often it has done what. */
  public Map<Fault, Integer> counts() {
    synchronized (counts) {
      return new EnumMap<>(counts);
    }
  }

  public int totalConnections() {
    return accepted.get();
  }

  @Override
  public void close() {
    closeQuietly(server);
    open.forEach(FaultProxy::closeQuietly);
  }

  private void acceptAll() {
    while (!server.isClosed()) {
      try {
        Socket reader = server.accept();
        open.add(reader);
        int number = accepted.incrementAndGet();
        thread(Integer.toString(number), () -> serve(number, reader));
      } catch (IOException e) {
        // Closed; or this one connection failed, which its other side will notice.
      }
    }
    open.forEach(FaultProxy::closeQuietly);
  }

  private void serve(int number, Socket reader) {
    Socket source = new Socket();
    open.add(source);
    try (source) {
      source.connect(new InetSocketAddress(target.getHost(), target.getPort()), CONNECT_MILLIS);
      thread(number + "-request", () -> passRequests(reader, source));
      FaultyPassage passage =
          new FaultyPassage(
              seed * 31 + number, meanDistanceBytes, harmed, this::count, LockSupport::parkNanos);
      boolean reset =
          passage.run(
              source.getInputStream(),
              reader.getOutputStream(),
              () -> awaitLeaving(reader, source));
      if (reset) {
        reader.setSoLinger(true, 0);
      }
    } catch (IOException e) {
      // One of them has left.
    } finally {
      closeQuietly(reader);
      open.remove(reader);
      open.remove(source);
    }
  }

  /** Until the reader has left; its other thread closes the source's side then. */
  private static void awaitLeaving(Socket reader, Socket source) {
    // Nothing is taken from the source meanwhile, as with a provider whose disk is stuck.
    synchronized (source) {
      while (!reader.isClosed() && !source.isClosed()) {
        try {
          source.wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }
  }

  private static void passRequests(Socket reader, Socket source) {
    try {
      InputStream in = reader.getInputStream();
      in.transferTo(source.getOutputStream());
    } catch (IOException e) {
      // One of them has left.
    } finally {
      closeQuietly(source);
      synchronized (source) {
        source.notifyAll();
      }
    }
  }

  private void count(Fault fault) {
    synchronized (counts) {
      counts.merge(fault, 1, Integer::sum);
    }
  }

  private void thread(String role, Runnable task) {
    String name = "fault-proxy-" + server.getLocalPort() + "-" + role;
    Thread thread = new Thread(null, task, name, 256 * 1024);
    thread.setDaemon(true);
    thread.start();
  }

  private static void closeQuietly(Closeable closeable) {
    try {
      closeable.close();
    } catch (IOException e) {
      // Nothing is left to be done about it.
    }
  }
}
