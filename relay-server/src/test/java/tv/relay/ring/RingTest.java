package tv.relay.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RingTest {
  private static final int CHUNK = 4;
  private static final int CAPACITY = 16;
  private static final int GUARD = 2;
  private static final long FIRST = 1_000;

  private final Ring ring = new Ring(CAPACITY * CHUNK, CHUNK, FIRST, 0);

  @AfterEach
  void giveBack() {
    ring.release();
  }

  @Test
  void shouldBeginAtItsFirstSequenceWithNothingInIt() {
    assertThat(ring.firstSequence()).isEqualTo(FIRST);
    assertThat(ring.headAcquire()).isEqualTo(FIRST);
    assertThat(ring.tailAcquire()).isEqualTo(FIRST);
    assertThat(ring.chunkBytes()).isEqualTo(CHUNK);
    assertThat(ring.capacityBytes()).isEqualTo(CAPACITY * CHUNK);
  }

  @Test
  void shouldRoundItsSizeDownToWholeChunks() {
    Ring odd = new Ring(8 * 188 + 187, 188, 0, 0);

    assertThat(odd.capacityBytes()).isEqualTo(8 * 188);
    odd.release();
  }

  @Test
  void shouldMoveTheHeadByWholeChunks() {
    publish(3);

    assertThat(ring.headAcquire()).isEqualTo(FIRST + 3);
    assertThat(ring.tailAcquire()).isEqualTo(FIRST);
    assertThat(read(FIRST)).isEqualTo(FIRST);
    assertThat(read(FIRST + 2)).isEqualTo(FIRST + 2);
  }

  @Test
  void shouldPublishFromTheMiddleOfAnArray() {
    byte[] source = {9, 9, 9, 1, 2, 3, 4, 5, 6, 7, 8, 9};

    ring.publish(source, 3, 2 * CHUNK, 0);

    assertThat(read(FIRST)).isEqualTo(0x01020304);
    assertThat(read(FIRST + 1)).isEqualTo(0x05060708);
    assertThat(ring.headAcquire()).isEqualTo(FIRST + 2);
  }

  @Test
  void shouldHaveNothingToDoForNoBytes() {
    ring.publish(new byte[0], 0, 0, 7);

    assertThat(ring.headAcquire()).isEqualTo(FIRST);
    assertThat(ring.isSafe(FIRST)).isTrue();
  }

  @Test
  void shouldHoldTheNewestWhenItWraps() {
    publish(CAPACITY - 1);
    publish(5);

    long head = FIRST + CAPACITY + 4;
    assertThat(ring.headAcquire()).isEqualTo(head);
    assertThat(ring.tailAcquire()).isEqualTo(head - CAPACITY);
    for (long sequence = head - CAPACITY; sequence < head; sequence++) {
      assertThat(read(sequence)).isEqualTo(sequence);
    }
  }

  @Test
  void shouldHoldTheNewestOfAPublicationLargerThanItself() {
    publish(3 * CAPACITY + 5);

    long head = FIRST + 3 * CAPACITY + 5;
    assertThat(ring.headAcquire()).isEqualTo(head);
    for (long sequence = head - CAPACITY; sequence < head; sequence++) {
      assertThat(read(sequence)).isEqualTo(sequence);
    }
  }

  @Test
  void shouldCallTheWholeRingSafeUntilOverwritingComesNear() {
    publish(CAPACITY - GUARD);

    assertThat(ring.isSafe(FIRST)).isTrue();
    assertThat(ring.isSafe(ring.headAcquire())).isTrue();

    publish(1);

    assertThat(ring.isSafe(FIRST)).as("a guard distance and no less").isFalse();
    assertThat(ring.isSafe(FIRST + 1)).isTrue();
  }

  @Test
  void shouldNotCallSafeWhatWasNeverPublished() {
    // A channel that comes up again goes on with its numbers in a new ring; a position from the
    // old one would read memory that nobody has written.
    assertThat(ring.isSafe(FIRST - 1)).isFalse();
    publish(1);
    assertThat(ring.isSafe(FIRST - 1)).isFalse();
    assertThat(ring.isSafe(FIRST)).isTrue();
  }

  @Test
  void shouldCallIntactWhatIsHeldAndNotOneMore() {
    publish(CAPACITY);

    assertThat(ring.isIntact(FIRST)).isTrue();
    assertThat(ring.tailAcquire()).isEqualTo(FIRST);

    publish(1);

    assertThat(ring.isIntact(FIRST)).isFalse();
    assertThat(ring.isIntact(FIRST + 1)).isTrue();
    assertThat(ring.tailAcquire()).isEqualTo(FIRST + 1);
  }

  @Test
  void shouldSayHowMuchLiesBehindOneAnother() {
    long start = FIRST - FIRST % CAPACITY;

    assertThat(ring.contiguousChunks(start + CAPACITY, start + 2 * CAPACITY)).isEqualTo(CAPACITY);
    assertThat(ring.contiguousChunks(start + CAPACITY + 3, start + CAPACITY + 7)).isEqualTo(4);
    assertThat(ring.contiguousChunks(start + 2 * CAPACITY - 1, start + 2 * CAPACITY + 9))
        .isEqualTo(1);
    assertThat(ring.contiguousChunks(FIRST, FIRST)).isZero();
  }

  @Test
  void shouldPlaceAChunkWhereTheNumbersSay() {
    long start = FIRST - FIRST % CAPACITY;

    assertThat(ring.offsetOf(start + CAPACITY)).isZero();
    assertThat(ring.offsetOf(start + CAPACITY + 3)).isEqualTo(3 * CHUNK);
    assertThat(ring.offsetOf(start + 2 * CAPACITY - 1)).isEqualTo((CAPACITY - 1) * CHUNK);
  }

  @Test
  void shouldGiveReadersViewsThatTheyCannotWriteTo() {
    ByteBuffer view = ring.view();

    assertThat(view.isReadOnly()).isTrue();
    assertThat(view.isDirect()).as("else each write to a socket copies").isTrue();
    assertThat(view.capacity()).isEqualTo(CAPACITY * CHUNK);
  }

  @Test
  void shouldRememberWhenAChunkWasPublished() {
    ring.publish(new byte[CHUNK], 0, CHUNK, 100);
    ring.publish(new byte[CHUNK], 0, CHUNK, 250);

    assertThat(ring.nanosAt(FIRST)).isEqualTo(100);
    assertThat(ring.nanosAt(FIRST + 1)).isEqualTo(250);
    assertThat(ring.nanosBetween(FIRST, FIRST + 1)).isEqualTo(150);
    assertThat(ring.nanosBetween(FIRST + 1, FIRST)).as("never negative").isZero();
  }

  @Test
  void shouldRefuseWhatIsNoRing() {
    assertThatThrownBy(() -> new Ring(7 * 188, 188, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("8 chunks");
    assertThatThrownBy(() -> new Ring(1024, 0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Ring(1024, 8, -1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
  }

  @Test
  void shouldRefuseHalfChunks() {
    assertThatThrownBy(() -> ring.publish(new byte[99], 0, CHUNK + 1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("whole chunks");
    assertThat(ring.headAcquire()).isEqualTo(FIRST);
  }

  @Test
  void shouldRefuseBytesOutsideOfTheArrayBeforeItTouchesAnything() {
    publish(CAPACITY);

    // Eight more from an array of six: across several steps of the guard distance.
    assertThatThrownBy(() -> ring.publish(new byte[6 * CHUNK], 0, 8 * CHUNK, 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> ring.publish(new byte[CHUNK], 1, CHUNK, 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> ring.publish(new byte[CHUNK], 0, -CHUNK, 0))
        .isInstanceOf(IndexOutOfBoundsException.class);

    assertThat(ring.headAcquire()).isEqualTo(FIRST + CAPACITY);
    assertThat(ring.tailAcquire()).as("nothing was announced either").isEqualTo(FIRST);
    assertThat(read(FIRST)).isEqualTo(FIRST);
  }

  /** Publishes chunks that hold their own sequence. */
  private void publish(int chunks) {
    ByteBuffer bytes = ByteBuffer.allocate(chunks * CHUNK);
    long sequence = ring.headAcquire();
    for (int i = 0; i < chunks; i++) {
      bytes.putInt((int) sequence++);
    }
    ring.publish(bytes.array(), 0, bytes.capacity(), 0);
  }

  private long read(long sequence) {
    return ring.view().getInt(ring.offsetOf(sequence));
  }
}
