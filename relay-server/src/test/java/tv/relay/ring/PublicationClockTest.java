package tv.relay.ring;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PublicationClockTest {

  @Test
  void shouldKnowEachChunkOfASmallRing() {
    PublicationClock clock = new PublicationClock(1024, 5, 0);
    clock.published(5, 8, 100);
    clock.published(8, 9, 300);

    assertThat(clock.nanosAt(5, 9)).isEqualTo(100);
    assertThat(clock.nanosAt(7, 9)).isEqualTo(100);
    assertThat(clock.nanosAt(8, 9)).isEqualTo(300);
  }

  @Test
  void shouldInterpolateBetweenTheMarksOfALargeOne() {
    // Ten chunks to a mark.
    PublicationClock clock = new PublicationClock(10_240, 0, 0);
    clock.published(0, 10, 1_000);
    clock.published(10, 20, 2_000);

    assertThat(clock.nanosAt(0, 20)).isEqualTo(1_000);
    assertThat(clock.nanosAt(4, 20)).isEqualTo(1_400);
    assertThat(clock.nanosAt(9, 20)).isEqualTo(1_900);
    assertThat(clock.nanosAt(10, 20)).isEqualTo(2_000);
    assertThat(clock.nanosAt(15, 20)).as("latest, where there is no later mark").isEqualTo(2_000);
  }

  @Test
  void shouldInterpolateUpToTheLatestPublication() {
    PublicationClock clock = new PublicationClock(10_240, 0, 0);
    clock.published(0, 1, 1_000);
    clock.published(1, 5, 2_000);

    assertThat(clock.nanosAt(0, 5)).isEqualTo(1_000);
    assertThat(clock.nanosAt(4, 5)).isEqualTo(1_800);
  }

  @Test
  void shouldAnswerTheLatestPublicationForWhatIsStillToCome() {
    PublicationClock clock = new PublicationClock(64, 0, 77);
    assertThat(clock.nanosAt(0, 0)).as("nothing yet: when it was made").isEqualTo(77);

    clock.published(0, 3, 500);

    assertThat(clock.nanosAt(3, 3)).isEqualTo(500);
    assertThat(clock.nanosAt(1_000_000, 3)).isEqualTo(500);
  }

  @Test
  void shouldCountFromItsMakingWhenItBeginsBetweenTwoMarks() {
    // Chunk 10,247 is the first there is; the mark before it would be 10,240.
    PublicationClock clock = new PublicationClock(10_240, 10_247, 9_000);
    clock.published(10_247, 10_250, 10_000);

    assertThat(clock.nanosAt(10_247, 10_250)).isBetween(9_000L, 10_000L);
    assertThat(clock.nanosAt(10_249, 10_250)).isBetween(9_000L, 10_000L);
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 1023, 1024, 1025, 2047, 44_620, 1 << 30, Integer.MAX_VALUE})
  void shouldTakeNoMoreThanItsSizeWhateverTheRing(int capacityChunks) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    // What is needed once, by whichever test comes first.
    PublicationClock clock = new PublicationClock(capacityChunks, 0, 1);
    assertThat(threads.getCurrentThreadAllocatedBytes()).isPositive();
    long before = threads.getCurrentThreadAllocatedBytes();
    clock = new PublicationClock(capacityChunks, 0, 1);
    long after = threads.getCurrentThreadAllocatedBytes();

    assertThat(after - before).isLessThan(8 * 1024 + 256);
    assertThat(clock.nanosAt(0, 0)).isEqualTo(1);
  }

  /**
   * For everything held: never going back, never off by more than one mark, and exact where each
   * chunk has a mark of its own.
   */
  @Property(tries = 200)
  void shouldStayWithinAMarkOfTheTruth(
      @ForAll @IntRange(min = 8, max = 6_000) int capacity,
      @ForAll @LongRange(min = 0, max = 1L << 40) long first,
      @ForAll @LongRange(min = Long.MIN_VALUE / 2, max = Long.MAX_VALUE / 2) long start,
      @ForAll Random random) {
    int stride = Math.max(1, (capacity + 1023) / 1024);
    PublicationClock clock = new PublicationClock(capacity, first, start);
    List<Long> truth = new ArrayList<>();
    long now = start;
    long head = first;
    for (int i = 0; i < 300; i++) {
      int chunks = 1 + random.nextInt(random.nextInt(4) == 0 ? capacity / 2 : 8);
      now += random.nextInt(5) == 0 ? 0 : random.nextInt(2_000_000_000);
      clock.published(head, head + chunks, now);
      for (int k = 0; k < chunks; k++) {
        truth.add(now);
      }
      head += chunks;
    }

    long last = Long.MIN_VALUE;
    for (long sequence = Math.max(first, head - capacity); sequence < head; sequence++) {
      long told = clock.nanosAt(sequence, head);
      assertThat(told).as("of %d", sequence).isGreaterThanOrEqualTo(last);
      last = told;
      long mark = Math.max(first, sequence / stride * stride);
      long next = Math.min(head - 1, (sequence / stride + 1) * stride);
      assertThat(told).isBetween(at(truth, mark - first), at(truth, next - first));
      if (stride == 1) {
        assertThat(told).isEqualTo(at(truth, sequence - first));
      }
    }
    assertThat(clock.nanosAt(head, head)).isEqualTo(now).isGreaterThanOrEqualTo(last);
  }

  private static long at(List<Long> truth, long index) {
    return truth.get((int) index);
  }
}
