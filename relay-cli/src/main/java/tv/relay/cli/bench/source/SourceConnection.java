package tv.relay.cli.bench.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * One connection to the source: first the request, then the channel as it comes. One that doesn't
 * take what it is offered is said to block the source, from the tick that finds it so to the one
 * that finds it has caught up; a source that could not wait would lose data there. After some
 * seconds this one does: it skips whole packets. For the source's thread.
 */
final class SourceConnection {
  private static final int LONGEST_REQUEST_BYTES = 8 * 1024;
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final long id;
  private final SocketChannel socket;
  private final StringBuilder request = new StringBuilder();
  private SourceChannel channel;
  private int channelNumber = -1;
  private ByteBuffer first = NOTHING;
  private long position;

  private long sentBytes;
  private long skippedBytes;
  private long blockedSinceNanos;
  private boolean blocked;
  private long blockedNanos;
  private long longestBlockedNanos;

  SourceConnection(long id, SocketChannel socket) {
    this.id = id;
    this.socket = socket;
  }

  SocketChannel socket() {
    return socket;
  }

  SourceChannel channel() {
    return channel;
  }

  /**
   * Reads what has come.
   *
   * @return the request once it is complete, "" until then or when it had been returned
   * @throws IOException when the client has left or says too much
   */
  String read(ByteBuffer buffer) throws IOException {
    if (socket.read(buffer.clear()) < 0) {
      throw new IOException("left");
    }
    if (channel != null) {
      return "";
    }
    request.append(StandardCharsets.ISO_8859_1.decode(buffer.flip()));
    if (request.length() > LONGEST_REQUEST_BYTES) {
      throw new IOException("a request of more than " + LONGEST_REQUEST_BYTES + " bytes");
    }
    return request.indexOf("\r\n\r\n") >= 0 ? request.toString() : "";
  }

  /** Sends this and then the channel. */
  void play(SourceChannel from, int number, byte[] head, long nowNanos) {
    channel = from;
    channelNumber = number;
    first = ByteBuffer.wrap(head);
    position = from.join(nowNanos);
  }

  /** Sends as much as the client takes. */
  void push(long nowNanos) throws IOException {
    boolean taken = pushAll();
    if (!taken && !blocked) {
      blocked = true;
      blockedSinceNanos = nowNanos;
    } else if (blocked) {
      longestBlockedNanos = Math.max(longestBlockedNanos, nowNanos - blockedSinceNanos);
      if (taken) {
        blocked = false;
        blockedNanos += nowNanos - blockedSinceNanos;
      }
    }
  }

  private boolean pushAll() throws IOException {
    while (true) {
      if (channel.isLapped(position)) {
        skip();
      }
      int written;
      if (first.hasRemaining()) {
        written = socket.write(first);
      } else if (position < channel.offered()) {
        written = channel.write(socket, position);
        position += written;
      } else {
        return true;
      }
      if (written == 0) {
        return false;
      }
      sentBytes += written;
    }
  }

  private void skip() {
    // What is under way before the stream itself ends with a whole packet.
    if (!first.hasRemaining()) {
      first = channel.restOfPacket(position);
      position += first.remaining();
    }
    skippedBytes += channel.head() - position;
    position = channel.head();
  }

  /** Forgets what was counted so far. */
  void reset(long nowNanos) {
    sentBytes = 0;
    skippedBytes = 0;
    blockedNanos = 0;
    longestBlockedNanos = 0;
    blockedSinceNanos = nowNanos;
  }

  ConnectionStats stats(long nowNanos) {
    long underWay = blocked ? nowNanos - blockedSinceNanos : 0;
    return new ConnectionStats(
        id,
        channelNumber,
        sentBytes,
        blockedNanos + underWay,
        Math.max(longestBlockedNanos, underWay),
        skippedBytes);
  }
}
