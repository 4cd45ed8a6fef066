package tv.relay.seam;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tv.relay.index.Repair;
import tv.relay.index.StreamIndex;
import tv.relay.ring.Ring;

/** A seam between crafted connections and a ring, and all that was ever published. */
final class Relayed implements AutoCloseable {
  private static final int PACKET = Clip.PACKET;

  final StreamIndex index;
  final List<Repair> repairs = new ArrayList<>();
  private final Ring ring;
  private final Seam seam;
  private final Random pieces;
  private final ByteArrayOutputStream published = new ByteArrayOutputStream();
  private long nowNanos = 1_000_000_000L;
  private long read;

  Relayed(int ringPackets, long seed) {
    ring = new Ring(ringPackets * PACKET, PACKET, 5, nowNanos);
    index = new StreamIndex(ringPackets);
    seam = new Seam(ring, index, repairs::add);
    pieces = new Random(seed);
    read = ring.headAcquire();
  }

  Relayed pause(long millis) {
    nowNanos += millis * 1_000_000;
    return this;
  }

  /** A connection that brings those packets of the stream, each as long as 1 ms. */
  Relayed connection(byte[] stream, int from, int to) {
    seam.connected();
    return more(stream, from, to);
  }

  Relayed more(byte[] stream, int from, int to) {
    int at = from;
    while (at < to) {
      int count = Math.min(to - at, 1 + pieces.nextInt(Math.min(40, ring.capacityChunks() / 4)));
      nowNanos += count * 1_000_000L;
      seam.packets(stream, at * PACKET, count * PACKET, nowNanos);
      at += count;
      drain();
    }
    return this;
  }

  private void drain() {
    byte[] packet = new byte[PACKET];
    long head = ring.headAcquire();
    if (head - read > ring.capacityChunks()) {
      throw new AssertionError("the test reads too late");
    }
    for (; read < head; read++) {
      ring.view().get(ring.offsetOf(read), packet);
      published.writeBytes(packet);
    }
  }

  byte[] bytes() {
    return published.toByteArray();
  }

  int packets() {
    return published.size() / PACKET;
  }

  List<Repair.Kind> kinds() {
    return repairs.stream().map(Repair::kind).toList();
  }

  @Override
  public void close() {
    ring.release();
  }
}
