package tv.relay.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tv.relay.testing.ProcessCounters.directBytesNow;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** What a ring takes, and that it is given back at once instead of at some garbage collection. */
final class RingMemoryTest {
  private static final int BIG = 64 << 20;

  /** Other direct buffers of this process may come and go. */
  private static final int SLACK = 4 << 20;

  @Test
  void shouldTakeItsCapacityOutsideOfTheHeapAndGiveItBackWithTheLastRelease() {
    long before = directBytesNow();
    Ring ring = new Ring(BIG, 188, 0, 0);
    assertThat(directBytesNow()).isGreaterThan(before + BIG - SLACK);

    assertThat(ring.retain()).isTrue();
    ring.release();
    assertThat(directBytesNow()).as("still held").isGreaterThan(before + BIG - SLACK);

    ring.release();
    assertThat(directBytesNow()).isLessThan(before + SLACK);
  }

  @Test
  void shouldNotGoOverItsStatedSizeOnTheHeap() {
    // The clock's marks are all that grows, and they stop growing at 8 KiB.
    long allocated = allocatedBy(() -> new Ring(BIG, 188, 0, 0).release());

    assertThat(allocated).isLessThan(16 * 1024);
  }

  @Test
  void shouldRefuseToBeHeldOnceItIsGivenBack() {
    Ring ring = new Ring(8 * 188, 188, 0, 0);
    ring.release();

    assertThat(ring.retain()).isFalse();
  }

  @Test
  void shouldSayWhenItIsReleasedMoreOftenThanHeld() {
    Ring ring = new Ring(8 * 188, 188, 0, 0);
    ring.release();

    assertThatThrownBy(ring::release).isInstanceOf(IllegalStateException.class);
    assertThat(ring.retain()).as("and stays given back").isFalse();
  }

  @Test
  void shouldAllocateNothingWhenItPublishes() {
    Ring ring = new Ring(4096 * 188, 188, 0, 0);
    byte[] seven = new byte[7 * 188];
    Runnable publishing =
        () -> {
          for (int i = 0; i < 100_000; i++) {
            ring.publish(seven, 0, seven.length, i);
          }
        };
    publishing.run();

    // The best of a few: the JIT may still be at it. What publishing allocates shows in each.
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 5 && least > 0; round++) {
      least = Math.min(least, allocatedBy(publishing));
    }

    assertThat(least).isZero();
    ring.release();
  }

  @Test
  void shouldRefuseARingThatWouldTakeWhatIsNotForRings() {
    RingMemory share = new RingMemory(20 * 188);
    Ring first = new Ring(10 * 188, 188, 0, 0, share);
    Ring second = new Ring(10 * 188, 188, 0, 0, share);
    assertThatThrownBy(() -> new Ring(8 * 188, 188, 0, 0, share))
        .isInstanceOf(OutOfMemoryError.class);
    assertThat(share.heldBytes()).isEqualTo(20 * 188);

    first.release();
    Ring third = new Ring(8 * 188, 188, 0, 0, share);
    third.release();
    second.release();
    assertThat(share.heldBytes()).as("after all were given back").isZero();
  }

  private static long allocatedBy(Runnable work) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    work.run();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }
}
