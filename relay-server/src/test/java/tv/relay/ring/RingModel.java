package tv.relay.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What a ring is to be, in the plainest words: the list of all that was ever published. Holds the
 * shipped ring against it.
 */
final class RingModel {
  private final Ring ring;
  private final long first;
  private final int capacity;
  private final int guard;
  private final List<byte[]> published = new ArrayList<>();
  private final ByteBuffer view;

  RingModel(Ring ring) {
    this.ring = ring;
    this.first = ring.firstSequence();
    this.capacity = (int) (ring.capacityBytes() / ring.chunkBytes());
    this.guard = capacity / 8;
    this.view = ring.view();
  }

  void publish(byte[] source, int offset, int chunks) {
    int chunkBytes = ring.chunkBytes();
    for (int i = 0; i < chunks; i++) {
      byte[] chunk = new byte[chunkBytes];
      System.arraycopy(source, offset + i * chunkBytes, chunk, 0, chunkBytes);
      published.add(chunk);
    }
    ring.publish(source, offset, chunks * chunkBytes, published.size());
  }

  void check() {
    long head = first + published.size();
    assertThat(ring.headAcquire()).isEqualTo(head);
    long tail = Math.max(first, head - capacity);
    assertThat(ring.tailAcquire()).isEqualTo(tail);
    long safe = Math.max(first, head - capacity + guard);
    // At the borders and beyond them.
    for (long sequence : new long[] {first - 1, first, tail - 1, tail, safe - 1, safe, head}) {
      if (sequence >= 0) {
        assertThat(ring.isSafe(sequence)).as("isSafe(%d)", sequence).isEqualTo(sequence >= safe);
      }
      if (sequence >= first) {
        assertThat(ring.isIntact(sequence)).isEqualTo(sequence >= tail);
      }
    }
  }

  /** Reads all chunks from there to the head, in runs as a writer to a socket does. */
  void readFrom(long sequence) {
    long head = ring.headAcquire();
    long at = sequence;
    while (at < head) {
      int run = ring.contiguousChunks(at, head);
      assertThat(run).isPositive();
      int offset = ring.offsetOf(at);
      assertThat(offset + run * ring.chunkBytes()).isLessThanOrEqualTo((int) ring.capacityBytes());
      ByteBuffer bytes = view.limit(offset + run * ring.chunkBytes()).position(offset);
      for (int i = 0; i < run; i++) {
        byte[] chunk = new byte[ring.chunkBytes()];
        bytes.get(chunk);
        assertThat(chunk).as("chunk %d", at + i).isEqualTo(published.get((int) (at + i - first)));
      }
      at += run;
    }
    assertThat(ring.isIntact(sequence)).isTrue();
  }
}
