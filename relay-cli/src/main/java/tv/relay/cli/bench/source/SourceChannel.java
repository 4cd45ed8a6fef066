package tv.relay.cli.bench.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import tv.relay.cli.bench.packet.Timeline;
import tv.relay.mpegts.TsPacket;

/**
 * A channel's last seconds, the same for all of its connections. Positions count bytes from the
 * channel's beginning. While nobody reads it, it stands still. For the source's thread.
 */
final class SourceChannel {
  private static final long HELD_SECONDS = 4;
  private static final int LEAST_PACKETS = 2_000;

  /** What may be overwritten at the next tick is not read any more. */
  private static final int GUARD_SHARE = 8;

  private final SourceShape shape;
  private final Timeline timeline;
  private final int capacity;
  private final byte[] packet = new byte[TsPacket.BYTES];
  private final RandomGenerator random;

  /** Made when the first connection comes; channels that nobody asks for cost nothing. */
  private ByteBuffer ring;

  private ByteBuffer view;
  private long head;
  private long offered;
  private long startNanos;
  private int connections;

  SourceChannel(int number, SourceShape shape) {
    this.shape = shape;
    timeline = new Timeline(number, shape.bitsPerSecond());
    long packets = shape.bitsPerSecond() / 8 * HELD_SECONDS / TsPacket.BYTES;
    capacity = (int) Math.max(packets, LEAST_PACKETS) * TsPacket.BYTES;
    random = new java.util.Random(number);
  }

  /** Where a connection that comes now begins: at the next packet that is made. */
  long join(long nowNanos) {
    if (ring == null) {
      ring = ByteBuffer.allocateDirect(capacity);
      view = ring.duplicate();
    }
    if (connections++ == 0) {
      startNanos = nowNanos - nanosOf(head);
    }
    return head;
  }

  void leave() {
    connections--;
  }

  /** Makes the packets that are due. */
  void advance(long nowNanos) {
    if (connections == 0) {
      return;
    }
    long due = bytesIn(nowNanos - startNanos);
    if (due - head > capacity / 2) {
      // This process was stopped for so long; it goes on from here, as a live source would.
      startNanos = nowNanos - nanosOf(head);
      due = head;
    }
    long stamp = System.nanoTime();
    while (head + TsPacket.BYTES <= due) {
      timeline.next(packet, 0, stamp);
      ring.put((int) (head % capacity), packet);
      head += TsPacket.BYTES;
    }
    offered = head;
    if (head > 0 && random.nextInt(100) < shape.unalignedPercent()) {
      // The rest of the packet comes with the next tick's.
      offered -= 1 + random.nextInt(TsPacket.BYTES - 1);
    }
  }

  /** Up to where may be sent; may lie inside a packet. */
  long offered() {
    return offered;
  }

  long head() {
    return head;
  }

  /** Whether what lies there is about to be overwritten. */
  boolean isLapped(long position) {
    return head - position > capacity - capacity / GUARD_SHARE;
  }

  /** Writes from the position to where may be sent, or to the ring's end. */
  int write(SocketChannel to, long position) throws IOException {
    int at = (int) (position % capacity);
    int length = (int) Math.min(offered - position, capacity - at);
    return to.write(view.limit(at + length).position(at));
  }

  /** What is left of the packet in which the position lies. */
  ByteBuffer restOfPacket(long position) {
    int length = (int) (-position % TsPacket.BYTES + TsPacket.BYTES) % TsPacket.BYTES;
    byte[] rest = new byte[length];
    ring.get((int) (position % capacity), rest);
    return ByteBuffer.wrap(rest);
  }

  private long bytesIn(long nanos) {
    return (long) (nanos * (shape.bitsPerSecond() / 8.0 / TimeUnit.SECONDS.toNanos(1)));
  }

  private long nanosOf(long bytes) {
    return (long) (bytes * (8.0 * TimeUnit.SECONDS.toNanos(1) / shape.bitsPerSecond()));
  }
}
