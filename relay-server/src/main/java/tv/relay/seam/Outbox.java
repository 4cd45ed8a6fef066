package tv.relay.seam;

import tv.relay.index.StreamIndex;
import tv.relay.mpegts.TsPacket;
import tv.relay.ring.Ring;

/** Packets on their way into the ring, and past the index. The reader's thread. */
final class Outbox {
  private static final int MAX_PACKETS = 340;

  private final Ring ring;
  private final StreamIndex index;

  /** About 64 KB, made at the first seam. */
  private byte[] packets;

  private int bytes;
  private long nanoTime;

  Outbox(Ring ring, StreamIndex index) {
    this.ring = ring;
    this.index = index;
  }

  /** When what is added from now on has come. */
  void at(long arrivalNanos) {
    nanoTime = arrivalNanos;
  }

  /** Takes a copy; returns where it lies in {@link #packets}. */
  int add(byte[] source, int at) {
    int added = add();
    System.arraycopy(source, at, packets, added, TsPacket.BYTES);
    return added;
  }

  /** Makes room for one packet more, for the caller to write; returns where. */
  int add() {
    if (packets == null) {
      packets = new byte[MAX_PACKETS * TsPacket.BYTES];
    }
    if (bytes == packets.length) {
      flush();
    }
    bytes += TsPacket.BYTES;
    return bytes - TsPacket.BYTES;
  }

  /** What waits; to be asked for after a packet was added. */
  byte[] packets() {
    return packets;
  }

  void flush() {
    if (bytes > 0) {
      int length = bytes;
      bytes = 0;
      publish(packets, 0, length, nanoTime);
    }
  }

  /** Publishes whole packets as they are; nothing may be waiting. */
  void publish(byte[] source, int offset, int length, long arrivalNanos) {
    long sequence = ring.headAcquire();
    ring.publish(source, offset, length, arrivalNanos);
    // After, so that nobody is sent to an access point that isn't there yet.
    index.packets(source, offset, length, sequence, arrivalNanos);
  }
}
