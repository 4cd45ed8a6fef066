package tv.relay.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Many clients on one thread, fast, slow and stalled, each with a verifier of its own: for tests
 * with hundreds and thousands of them.
 *
 * <p>Safe for use by any thread. The waiting methods throw an {@link AssertionError} after 20 s.
 */
public final class ClientSwarm implements AutoCloseable {

  private static final int READ_BYTES = 64 * 1024;
  private static final long TICK_MILLIS = 5;
  private static final long TICK_NANOS = TICK_MILLIS * 1_000_000;
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final Selector selector;
  private final Thread thread;
  private final List<SwarmClient> clients = new CopyOnWriteArrayList<>();
  private final Queue<SwarmClient> joining = new ConcurrentLinkedQueue<>();
  private final Signal changed = new Signal();
  private volatile boolean closed;
  // Written by the swarm's thread.
  private volatile long selects;

  public ClientSwarm() {
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    thread = new Thread(this::run, "client-swarm-" + COUNT.incrementAndGet());
    thread.setDaemon(true);
    thread.start();
  }

  /** Connects so many clients, one after the other, that read as fast as it comes. */
  public List<SwarmClient> fast(int count, URI uri) throws IOException {
    return add(count, uri, request -> {});
  }

  public List<SwarmClient> slow(int count, URI uri, long bytesPerSecond) throws IOException {
    return add(count, uri, request -> request.slow(bytesPerSecond));
  }

  /** Clients that read the head, and nothing else until told. */
  public List<SwarmClient> stalled(int count, URI uri) throws IOException {
    return add(count, uri, TsRequest::stalled);
  }

  /** Connects so many clients, each with a request prepared by {@code prepare}. */
  public List<SwarmClient> add(int count, URI uri, Consumer<TsRequest> prepare) throws IOException {
    List<SwarmClient> added = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      TsRequest request = new TsRequest(uri);
      prepare.accept(request);
      added.add(connect(request));
    }
    return List.copyOf(added);
  }

  /** All that were ever added, those that have ended included. */
  public List<SwarmClient> clients() {
    return List.copyOf(clients);
  }

  /** Waits until it holds for each of them. */
  public void awaitEach(
      List<SwarmClient> some, String expectation, Predicate<SwarmClient> condition) {
    changed.await(
        () -> some.stream().allMatch(condition),
        () -> {
          List<SwarmClient> others = some.stream().filter(condition.negate()).toList();
          return String.format(
              "expected %s, but not so %d of %d, the first: %s",
              expectation, others.size(), some.size(), others.isEmpty() ? "-" : others.get(0));
        });
  }

  /** Waits until each of them has so many whole packets. */
  public void awaitPackets(List<SwarmClient> some, long count) {
    awaitEach(some, count + " packets", client -> client.verifier().packets() >= count);
  }

  /** Asserts of each client what {@link PacketVerifier#assertClean()} does. */
  public void assertClean() {
    clients.forEach(client -> client.verifier().assertClean());
  }

  /** How often the thread has looked for work. */
  long selects() {
    return selects;
  }

  /** Ends all connections and the thread. */
  @Override
  public void close() {
    closed = true;
    selector.wakeup();
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private SwarmClient connect(TsRequest request) throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      request.connect(channel.socket());
      ByteBuffer bytes = ByteBuffer.wrap(request.bytes());
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.configureBlocking(false);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    SwarmClient client = new SwarmClient(channel, request.appetite(), request.verifier());
    clients.add(client);
    joining.add(client);
    selector.wakeup();
    return client;
  }

  private void run() {
    ByteBuffer buffer = ByteBuffer.allocate(READ_BYTES);
    long expressedNanos = System.nanoTime();
    try (selector) {
      while (!closed) {
        selector.select(key -> ((SwarmClient) key.attachment()).read(key, buffer), TICK_MILLIS);
        selects = selects + 1;
        for (SwarmClient next = joining.poll(); next != null; next = joining.poll()) {
          next.register(selector);
        }
        long now = System.nanoTime();
        if (now - expressedNanos > TICK_NANOS) {
          // Not after each select: with thousands of clients it would cost more than reading.
          expressedNanos = now;
          selector.keys().forEach(key -> ((SwarmClient) key.attachment()).express(key));
          changed.raise();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      clients.forEach(SwarmClient::close);
      changed.raise();
    }
  }
}
