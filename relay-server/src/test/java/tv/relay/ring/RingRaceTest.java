package tv.relay.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * One producer at full speed, readers that copy, ask and check: what the ring calls intact is. The
 * readers go where the producer is just about to write, so that they are overtaken all the time.
 * jcstress looks closer at a single chunk; this looks at long runs, wraps and publications of many
 * steps.
 */
final class RingRaceTest {
  private static final int WORDS = 32;
  private static final int CAPACITY = 2048;
  private static final int LONGEST_RUN = 8;
  private static final long CHUNKS = 5_000_000;
  private static final int READERS = 2;

  private final Ring ring = new Ring(CAPACITY * WORDS * 8, WORDS * 8, 0, 0);

  /** What became of the chunks a reader looked at. */
  private record Harvest(long intact, long torn, long wrong) {}

  @Test
  void shouldNeverCallIntactWhatIsNot() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(READERS);
    try {
      List<Future<Harvest>> readers = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        readers.add(threads.submit(this::readToTheEnd));
      }
      produce();
      for (Future<Harvest> reader : readers) {
        Harvest harvest = reader.get(60, TimeUnit.SECONDS);
        assertThat(harvest.wrong).as("%s", harvest).isZero();
        assertThat(harvest.intact).as("%s", harvest).isPositive();
      }
    } finally {
      threads.shutdownNow();
      assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
      ring.release();
    }
  }

  private void produce() {
    ByteBuffer bytes = ByteBuffer.allocate(5_003 * WORDS * 8).order(ByteOrder.BIG_ENDIAN);
    long sequence = 0;
    int size = 1;
    while (sequence < CHUNKS) {
      // From single chunks to more than two laps at once.
      size = size * 7 % 5_003;
      int chunks = (int) Math.min(size % 4 == 0 ? size : size % 16, CHUNKS - sequence);
      bytes.clear();
      for (int i = 0; i < chunks; i++, sequence++) {
        for (int word = 0; word < WORDS; word++) {
          bytes.putLong(word(sequence, word));
        }
      }
      ring.publish(bytes.array(), 0, bytes.position(), sequence);
    }
  }

  private Harvest readToTheEnd() {
    LongBuffer view = ring.view().order(ByteOrder.BIG_ENDIAN).asLongBuffer();
    long[] copy = new long[LONGEST_RUN * WORDS];
    long intact = 0;
    long torn = 0;
    long wrong = 0;
    int turn = 0;
    boolean last = false;
    while (!last) {
      long head = ring.headAcquire();
      last = head == CHUNKS;
      // From the tail, which goes next, to a few chunks behind it.
      long from = ring.tailAcquire() + turn++ % 32;
      int run = Math.min(ring.contiguousChunks(from, head), 1 + turn % LONGEST_RUN);
      if (run <= 0) {
        continue;
      }
      view.get(ring.offsetOf(from) / 8, copy, 0, run * WORDS);
      if (ring.isIntact(from)) {
        intact += run;
        wrong += countWrong(copy, from, run);
      } else {
        torn += run;
      }
    }
    return new Harvest(intact, torn, wrong);
  }

  private static long countWrong(long[] copy, long sequence, int run) {
    long wrong = 0;
    for (int i = 0; i < run; i++) {
      for (int word = 0; word < WORDS; word++) {
        if (copy[i * WORDS + word] != word(sequence + i, word)) {
          wrong++;
        }
      }
    }
    return wrong;
  }

  /** Says of which chunk it is, and where in it. */
  private static long word(long sequence, int word) {
    return (sequence * WORDS + word) * 0x9E3779B97F4A7C15L;
  }
}
