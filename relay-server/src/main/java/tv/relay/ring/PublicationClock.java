package tv.relay.ring;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * Remembers when chunks were published, for about {@value #MARKS} points spread evenly over the
 * ring, and interpolates between them. It takes 8 KiB at most, whatever the ring's size, and O(1)
 * to read and, for each mark passed, to write.
 *
 * <p>Written by the producer alone; read by any thread. A reader that asks for a chunk which is no
 * longer held gets the time of one that took its place, so it is later than the truth: callers that
 * need the time of a position that may be overwritten keep it themselves in time.
 */
final class PublicationClock {
  private static final int MARKS = 1024;
  private static final VarHandle MARK = MethodHandles.arrayElementVarHandle(long[].class);
  private static final VarHandle LATEST;

  static {
    try {
      LATEST =
          MethodHandles.lookup().findVarHandle(PublicationClock.class, "latestNanos", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final int stride;

  /** Element n % length: when the first chunk with sequence >= n * stride was published. */
  private final long[] marks;

  /** Written by the producer alone, accessed through LATEST. */
  @SuppressWarnings("UnusedVariable")
  private long latestNanos;

  PublicationClock(int capacityChunks, long firstSequence, long nanoTime) {
    stride = (capacityChunks - 1) / MARKS + 1;
    // One mark more than the ring holds on either side: the chunk being written and the tail's.
    marks = new long[capacityChunks / stride + 3];
    Arrays.fill(marks, nanoTime);
    latestNanos = nanoTime;
    MARK.setOpaque(marks, indexOf(firstSequence / stride), nanoTime);
  }

  void published(long start, long end, long nanoTime) {
    long firstMark = (start + stride - 1) / stride;
    for (long mark = firstMark; mark * stride < end; mark++) {
      MARK.setOpaque(marks, indexOf(mark), nanoTime);
    }
    LATEST.setOpaque(this, nanoTime);
  }

  /**
   * When the chunk was published, as of {@link System#nanoTime}; the latest publication for a chunk
   * that is still to come.
   *
   * @param head the ring's head, read before
   */
  long nanosAt(long sequence, long head) {
    long latest = (long) LATEST.getOpaque(this);
    if (sequence >= head) {
      return latest;
    }
    long mark = sequence / stride;
    long from = (long) MARK.getOpaque(marks, indexOf(mark));
    long nextMark = (mark + 1) * stride;
    long to = nextMark < head ? (long) MARK.getOpaque(marks, indexOf(mark + 1)) : latest;
    long span = Math.min(nextMark, head) - mark * stride;
    long step = Math.max(0, to - from);
    return from + (long) ((double) step * (sequence - mark * stride) / span);
  }

  /** The first sequence with a mark that was published after that time; see the ring. */
  long sequenceAt(long nanoTime, long tail, long head) {
    long low = (tail + stride - 1) / stride;
    long high = (head + stride - 1) / stride;
    while (low < high) {
      long middle = (low + high) >>> 1;
      if ((long) MARK.getOpaque(marks, indexOf(middle)) - nanoTime > 0) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return Math.max(tail, Math.min(head, low * stride));
  }

  private int indexOf(long mark) {
    return (int) (mark % marks.length);
  }
}
