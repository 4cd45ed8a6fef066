package tv.relay.cli.bench.source;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The bench's source, an HTTP server with channels at {@code /0.ts}, {@code /1.ts} and so on, and
 * what it has seen of its readers at {@code /stats}. All connections to a channel get the same
 * packets at the same time, every {@value #TICK_MILLIS} ms those that are due.
 *
 * <p>{@link #start} starts its one thread; {@link #close} may be called by any.
 */
public final class BenchSource implements AutoCloseable {
  static final int TICK_MILLIS = 10;
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS);
  private static final int BACKLOG = 4_096;

  private final ServerSocketChannel listener;
  private final Selector selector;
  private final Thread thread = new Thread(this::run, "bench-source");
  private final SourceAnswers answers;
  private final List<SourceChannel> channels = new ArrayList<>();
  private final List<SourceConnection> connections = new ArrayList<>();
  private final ByteBuffer incoming = ByteBuffer.allocate(8 * 1024);
  private long connected;
  private ConnectionStats gone = ConnectionStats.NONE;
  private long latestTickNanos;
  private volatile boolean closing;

  private BenchSource(ServerSocketChannel listener, Selector selector, SourceShape shape) {
    this.listener = listener;
    this.selector = selector;
    for (int i = 0; i < shape.channels(); i++) {
      channels.add(new SourceChannel(i, shape));
    }
    answers = new SourceAnswers(shape);
  }

  /**
   * Starts to listen and to send.
   *
   * @throws IOException when the address can't be listened on
   */
  public static BenchSource start(InetSocketAddress address, SourceShape shape) throws IOException {
    ServerSocketChannel listener = ServerSocketChannel.open();
    try {
      listener.bind(address, BACKLOG).configureBlocking(false);
      Selector selector = Selector.open();
      listener.register(selector, SelectionKey.OP_ACCEPT);
      BenchSource source = new BenchSource(listener, selector, shape);
      source.thread.setDaemon(true);
      source.thread.start();
      return source;
    } catch (IOException | RuntimeException e) {
      listener.close();
      throw e;
    }
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return (InetSocketAddress) listener.socket().getLocalSocketAddress();
  }

  @Override
  public void close() {
    closing = true;
    selector.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try (selector;
        listener) {
      long nextTick = System.nanoTime();
      while (!closing) {
        long wait = TimeUnit.NANOSECONDS.toMillis(nextTick - System.nanoTime() + 999_999);
        if (wait > 0) {
          selector.select(this::ready, wait);
        } else {
          selector.selectNow(this::ready);
        }
        long now = System.nanoTime();
        if (now >= nextTick) {
          latestTickNanos = Math.max(latestTickNanos, now - nextTick);
          tick(now);
          nextTick += TICK_NANOS * Math.max(1, (now - nextTick) / TICK_NANOS);
        }
      }
    } catch (IOException | ClosedSelectorException e) {
      throw new IllegalStateException("the bench's source has failed", e);
    } finally {
      connections.forEach(connection -> closeQuietly(connection.socket()));
    }
  }

  private void ready(SelectionKey key) {
    try {
      if (key.isAcceptable()) {
        accept();
      } else if (key.attachment() instanceof SourceConnection connection) {
        read(connection);
      }
    } catch (IOException e) {
      if (key.attachment() instanceof SourceConnection connection) {
        end(connection);
        connections.remove(connection);
      }
      // Otherwise accepting failed, which concerns nobody who is here.
    }
  }

  private void accept() throws IOException {
    for (SocketChannel socket = listener.accept(); socket != null; socket = listener.accept()) {
      socket.configureBlocking(false);
      socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
      SourceConnection connection = new SourceConnection(connected++, socket);
      socket.register(selector, SelectionKey.OP_READ, connection);
      connections.add(connection);
    }
  }

  private void read(SourceConnection connection) throws IOException {
    String request = connection.read(incoming);
    if (request.isEmpty()) {
      return;
    }
    int number = answers.channelOf(request);
    if (number >= 0) {
      long now = System.nanoTime();
      connection.play(channels.get(number), number, answers.streamHead(), now);
      connection.push(now);
      return;
    }
    long now = System.nanoTime();
    byte[] answer = answers.other(request, stats(now));
    if (request.startsWith("GET /stats?reset ")) {
      connections.forEach(each -> each.reset(now));
      gone = ConnectionStats.NONE;
      latestTickNanos = 0;
    }
    // Small enough for the kernel to take it at once.
    connection.socket().write(ByteBuffer.wrap(answer));
    throw new IOException("answered");
  }

  private SourceStats stats(long nowNanos) {
    return new SourceStats(
        connections.stream()
            .filter(connection -> connection.channel() != null)
            .map(connection -> connection.stats(nowNanos))
            .toList(),
        gone,
        connected,
        latestTickNanos);
  }

  private void tick(long nowNanos) {
    for (SourceChannel channel : channels) {
      channel.advance(nowNanos);
    }
    for (Iterator<SourceConnection> each = connections.iterator(); each.hasNext(); ) {
      SourceConnection connection = each.next();
      if (connection.channel() == null) {
        continue;
      }
      try {
        connection.push(nowNanos);
      } catch (IOException e) {
        end(connection);
        each.remove();
      }
    }
  }

  private void end(SourceConnection connection) {
    closeQuietly(connection.socket());
    if (connection.channel() != null) {
      connection.channel().leave();
      gone = gone.plus(connection.stats(System.nanoTime()));
    }
  }

  private static void closeQuietly(SocketChannel socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone either way.
    }
  }
}
