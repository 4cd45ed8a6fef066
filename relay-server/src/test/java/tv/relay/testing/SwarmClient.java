package tv.relay.testing;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * One client of a {@link ClientSwarm}. Safe for use by any thread; the swarm's thread alone reads.
 * A client that does not read does not notice that the other side has ended the connection.
 */
public final class SwarmClient {

  private final SocketChannel channel;
  private final Appetite appetite;
  private final PacketVerifier verifier;
  private final ResponseReader reader;
  // Written by the swarm's thread.
  private volatile boolean ended;
  private volatile IOException failure;

  SwarmClient(SocketChannel channel, Appetite appetite, PacketVerifier verifier) {
    this.channel = channel;
    this.appetite = appetite;
    this.verifier = verifier;
    this.reader = new ResponseReader(verifier);
  }

  public PacketVerifier verifier() {
    return verifier;
  }

  /** Status of the response, 0 while there is none. */
  public int status() {
    MessageHead head = reader.head();
    return head == null ? 0 : Integer.parseInt(head.secondWord());
  }

  public long bytesReceived() {
    return reader.bodyBytes();
  }

  public boolean ended() {
    return ended;
  }

  /** Whether the connection broke instead of being closed in order. */
  public boolean failed() {
    return failure != null;
  }

  public void fast() {
    appetite.fast();
  }

  public void slow(long bytesPerSecond) {
    appetite.slow(bytesPerSecond);
  }

  public void stalled() {
    appetite.stalled();
  }

  /** Ends the connection. */
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      failure = e;
    }
    ended = true;
  }

  /** Ends the connection by a reset, as a player that is killed. */
  public void abort() throws IOException {
    try {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (ClosedChannelException e) {
      // The other side was sooner, by whatever moment.
    }
    close();
  }

  @Override
  public String toString() {
    return String.format(
        "client with status %d, %s%s%s",
        status(), verifier, ended ? ", ended" : "", failure == null ? "" : ", " + failure);
  }

  /** On the swarm's thread. */
  void register(Selector selector) {
    try {
      channel.register(selector, SelectionKey.OP_READ, this);
    } catch (ClosedChannelException e) {
      // Closed by the test before its first byte was read.
      ended = true;
    }
  }

  /** On the swarm's thread: lets the selector know whether this client wants to read now. */
  void express(SelectionKey key) {
    int wanted = bytesNow(Integer.MAX_VALUE) == 0 ? 0 : SelectionKey.OP_READ;
    try {
      if (key.interestOps() != wanted) {
        key.interestOps(wanted);
      }
    } catch (CancelledKeyException e) {
      // Closed by a test meanwhile; the next select forgets the key.
      ended = true;
    }
  }

  /** On the swarm's thread. */
  void read(SelectionKey key, ByteBuffer buffer) {
    readOnce(buffer);
    // At once, or a client that has had enough would keep the selector spinning.
    express(key);
  }

  private void readOnce(ByteBuffer buffer) {
    int most = bytesNow(buffer.capacity());
    if (most == 0) {
      return;
    }
    try {
      int read = channel.read(buffer.clear().limit(most));
      if (read < 0) {
        close();
      } else if (read > 0) {
        long before = reader.bodyBytes();
        reader.accept(buffer.array(), 0, read);
        appetite.took((int) (reader.bodyBytes() - before));
      }
    } catch (IOException e) {
      failure = channel.isOpen() ? e : null;
      close();
    }
  }

  private int bytesNow(int most) {
    return reader.head() == null
        ? Math.min(most, TsClient.HEAD_READ_BYTES)
        : appetite.bytesNow(most);
  }
}
