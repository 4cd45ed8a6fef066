package tv.relay.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * A player that trusts nothing: a raw socket whose bytes all go through a {@link PacketVerifier},
 * on a thread of its own, as fast or as slowly as the test wants. For hundreds of them take a
 * {@link ClientSwarm}.
 *
 * <p>Safe for use by any thread. The waiting methods throw an {@link AssertionError} after 20 s. A
 * client that does not read does not notice that the other side has ended the connection.
 */
public final class TsClient implements AutoCloseable {

  // Small, so that a stalled client takes hardly more than the head.
  static final int HEAD_READ_BYTES = 64;
  private static final int READ_BYTES = 64 * 1024;
  private static final long WAIT_NANOS = 10_000_000L;
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final Socket socket;
  private final Appetite appetite;
  private final PacketVerifier verifier;
  private final ResponseReader reader;
  private final Signal changed = new Signal();
  private volatile boolean ended;
  private volatile IOException failure;

  TsClient(Socket socket, TsRequest request) throws IOException {
    this.socket = socket;
    this.appetite = request.appetite();
    this.verifier = request.verifier();
    this.reader = new ResponseReader(verifier);
    socket.setTcpNoDelay(true);
    socket.getOutputStream().write(request.bytes());
    Thread thread =
        new Thread(null, this::read, "ts-client-" + COUNT.incrementAndGet(), 256 * 1024);
    thread.setDaemon(true);
    thread.start();
  }

  /** GET, read as fast as it comes. */
  public static TsClient get(URI uri) throws IOException {
    return request(uri).connect();
  }

  public static TsRequest request(URI uri) {
    return new TsRequest(uri);
  }

  /** Reads as fast as it comes, from now on. */
  public TsClient fast() {
    appetite.fast();
    changed.raise();
    return this;
  }

  public TsClient slow(long bytesPerSecond) {
    appetite.slow(bytesPerSecond);
    changed.raise();
    return this;
  }

  /** Reads nothing more. */
  public TsClient stalled() {
    appetite.stalled();
    return this;
  }

  /** As {@link #fast()}, after a stall. */
  public TsClient resume() {
    return fast();
  }

  /** Reads so many bytes more at its present speed, and then nothing. */
  public TsClient readAtMost(long bytes) {
    appetite.atMost(bytes);
    changed.raise();
    return this;
  }

  /** Waits for the head. */
  public int status() {
    return Integer.parseInt(head().secondWord());
  }

  /** Waits for the head. */
  public Optional<String> header(String name) {
    return head().header(name);
  }

  /** Waits for the head. */
  public MessageHead head() {
    await(() -> reader.head() != null || ended, "a response");
    MessageHead head = reader.head();
    if (head == null) {
      throw new AssertionError("ended before the head of the response: " + this, failure);
    }
    return head;
  }

  public PacketVerifier verifier() {
    return verifier;
  }

  /** Bytes of the body, without head and framing. */
  public long bytesReceived() {
    return reader.bodyBytes();
  }

  /** The first kilobytes of the body. */
  public String bodyText() {
    return reader.bodyText();
  }

  /** The same as bytes. */
  public byte[] bodyStart() {
    return reader.bodyStart();
  }

  /** Waits until so many whole packets have come in all. */
  public TsClient awaitPackets(long count) {
    await(() -> verifier.packets() >= count || ended, count + " packets");
    if (verifier.packets() < count) {
      throw new AssertionError("ended before packet " + count + ": " + this, failure);
    }
    return this;
  }

  /** Waits for so many packets more than have come by now. */
  public TsClient awaitMorePackets(long count) {
    return awaitPackets(verifier.packets() + count);
  }

  /** Waits until so many bytes of the body have come. */
  public TsClient awaitBytes(long count) {
    await(() -> bytesReceived() >= count || ended, count + " bytes");
    if (bytesReceived() < count) {
      throw new AssertionError("ended before byte " + count + ": " + this, failure);
    }
    return this;
  }

  /** Waits until the connection has ended, in whatever way. */
  public TsClient awaitEnd() {
    await(() -> ended, "the end");
    return this;
  }

  public boolean ended() {
    return ended;
  }

  /** How the connection broke, if it was not closed in order; a reset, for one. */
  public Optional<IOException> failure() {
    return Optional.ofNullable(failure);
  }

  /** What is wrong with the framing of a response that has ended, if anything. */
  public Optional<String> framingError() {
    return Optional.ofNullable(reader.framingError());
  }

  /** Ends the connection by a reset, as a player that is killed. */
  public void abort() throws IOException {
    socket.setSoLinger(true, 0);
    close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    changed.raise();
  }

  @Override
  public String toString() {
    return String.format(
        "client with head %s, %s%s",
        reader.head(), verifier, failure == null ? "" : ", " + failure);
  }

  private void await(BooleanSupplier met, String what) {
    changed.await(met, () -> "expected " + what + " at " + this);
  }

  private void read() {
    byte[] buffer = new byte[READ_BYTES];
    try {
      InputStream in = socket.getInputStream();
      for (int read = 0; read >= 0; ) {
        boolean inBody = reader.head() != null;
        int most = inBody ? appetite.bytesNow(buffer.length) : HEAD_READ_BYTES;
        if (most == 0) {
          changed.pause(WAIT_NANOS);
          if (socket.isClosed()) {
            return;
          }
          continue;
        }
        read = in.read(buffer, 0, most);
        if (read > 0) {
          accept(buffer, read);
        }
      }
    } catch (IOException e) {
      if (!socket.isClosed()) {
        failure = e;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ended = true;
      changed.raise();
    }
  }

  private void accept(byte[] buffer, int length) {
    long before = reader.bodyBytes();
    reader.accept(buffer, 0, length);
    appetite.took((int) (reader.bodyBytes() - before));
    changed.raise();
  }
}
