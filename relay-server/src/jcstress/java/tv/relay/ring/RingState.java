package tv.relay.ring;

import java.nio.ByteBuffer;

/**
 * A shipped ring as small as a ring can be, full up to a given chunk. A chunk is 64 bytes, four of
 * the copies that the hardware makes at once; all its words hold the chunk's sequence, so that a
 * mixed one shows in its first and last word.
 *
 * <p>jcstress makes millions of these: an arbiter gives each back at once.
 */
class RingState {
  static final int CHUNK = 64;
  static final int CAPACITY = 8;
  private static final int LAST_WORD = CHUNK - Long.BYTES;

  final Ring ring = new Ring(CAPACITY * CHUNK, CHUNK, 0, 0);
  final ByteBuffer view = ring.view();

  /** What the producer's actor publishes. */
  private final byte[] source;

  RingState(int publishedBefore, int toPublish) {
    byte[] before = chunks(0, publishedBefore);
    ring.publish(before, 0, before.length, 0);
    source = chunks(publishedBefore, toPublish);
  }

  final void publish() {
    ring.publish(source, 0, source.length, 1);
  }

  final long firstWord(long sequence) {
    return view.getLong(ring.offsetOf(sequence));
  }

  final long lastWord(long sequence) {
    return view.getLong(ring.offsetOf(sequence) + LAST_WORD);
  }

  private static byte[] chunks(long first, int count) {
    ByteBuffer bytes = ByteBuffer.allocate(count * CHUNK);
    for (int word = 0; word < count * CHUNK / Long.BYTES; word++) {
      bytes.putLong(first + word / (CHUNK / Long.BYTES));
    }
    return bytes.array();
  }
}
