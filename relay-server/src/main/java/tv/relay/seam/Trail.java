package tv.relay.seam;

import java.nio.ByteBuffer;
import java.util.Arrays;
import tv.relay.mpegts.PcrClock;
import tv.relay.mpegts.Timestamps;
import tv.relay.mpegts.TsPacket;
import tv.relay.ring.Ring;

/**
 * What has been published, as the ring still holds it, searched for packets with a time. Made by
 * one look through the ring when a connection begins, at 8 bytes for each such packet. The reader's
 * thread, which is the ring's producer, so that nothing changes meanwhile.
 */
final class Trail {
  private final Ring ring;
  private final ByteBuffer view;
  private final long first;
  private final long head;
  private final Times times;
  private final byte[] packet = new byte[TsPacket.BYTES];

  /**
   * Of packets with a time, oldest first: what they hash to without the counter, and how far from
   * the first held.
   */
  private int[] hashes = new int[1024];

  private int[] positions = new int[1024];
  private int timed;

  Trail(Ring ring, int clockPid) {
    this.ring = ring;
    this.view = ring.view();
    this.head = ring.headAcquire();
    this.first = ring.tailAcquire();
    this.times = new Times(clockPid);
    for (long sequence = first; sequence < head; sequence++) {
      if (times.note(load(sequence), 0)) {
        add(sequence);
      }
    }
  }

  private void add(long sequence) {
    if (timed == hashes.length) {
      hashes = Arrays.copyOf(hashes, timed * 2);
      positions = Arrays.copyOf(positions, timed * 2);
    }
    hashes[timed] = hash(packet);
    positions[timed++] = (int) (sequence - first);
  }

  /** Whether the packet carries a time, so that no other of its stream is like it. */
  static boolean isTimed(byte[] packets, int at) {
    return PcrClock.isPresent(packets, at) || Timestamps.pts(packets, at) != TsPacket.ABSENT;
  }

  /** Sequence of the newest packet before {@code before} that is this one, or ABSENT. */
  long find(byte[] wanted, long before) {
    int hash = hash(wanted);
    for (int i = timed - 1; i >= 0; i--) {
      long sequence = first + positions[i];
      if (hashes[i] == hash && sequence < before && Arrays.equals(load(sequence), wanted)) {
        return sequence;
      }
    }
    return TsPacket.ABSENT;
  }

  /** Whether there is one like this, but perhaps for the counter. */
  boolean hasLike(byte[] wanted) {
    int hash = hash(wanted);
    for (int i = 0; i < timed; i++) {
      if (hashes[i] == hash) {
        return true;
      }
    }
    return false;
  }

  /** Whatever the packet's counter. */
  private static int hash(byte[] packet) {
    int counter = TsPacket.continuityCounter(packet, 0);
    TsPacket.setContinuityCounter(packet, 0, 0);
    int hash = Arrays.hashCode(packet);
    TsPacket.setContinuityCounter(packet, 0, counter);
    return hash;
  }

  /** The packet of that sequence, until the next is asked for. */
  byte[] load(long sequence) {
    view.get(ring.offsetOf(sequence), packet);
    return packet;
  }

  /** The oldest packet held. */
  long first() {
    return first;
  }

  /** Behind the newest. */
  long head() {
    return head;
  }

  Times times() {
    return times;
  }
}
