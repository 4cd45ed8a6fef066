package tv.relay.index;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import tv.relay.mpegts.PcrClock;
import tv.relay.mpegts.TsPacket;

/**
 * Which moment of a stream's own time each of its packets is for: by its PCR, carried on over what
 * is no time at all. Time begins with the first packet, never goes back, and stands still for no
 * packet.
 *
 * <ul>
 *   <li>A step of the clock counts as it is: also a long one behind a gap, when about as much time
 *       has gone by on ours.
 *   <li>Any other break of the clock is bridged by as much as has gone by on ours, {@value
 *       #BRIDGE_MILLIS} ms at most.
 *   <li>What has no clock goes by its arrival, where a pause counts for a second at most.
 * </ul>
 *
 * <p>It remembers {@value #MARKS} moments at least 20 ms apart, in 64 KiB. Written by the reader's
 * thread alone, which allocates nothing; read by any thread.
 */
public final class Timeline {
  private static final int MARKS = 4096;

  /** Marks that may be overwritten while somebody reads. */
  private static final int SLACK = 64;

  private static final int BRIDGE_MILLIS = 100;
  private static final long BRIDGE_NANOS = TimeUnit.MILLISECONDS.toNanos(BRIDGE_MILLIS);
  private static final long MARK_STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** A gap may look longer by the clock than it was, since a source may send ahead. */
  private static final long AHEAD_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final long LONGEST_GAP_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final VarHandle ELEMENT = MethodHandles.arrayElementVarHandle(long[].class);

  private final long[] sequences = new long[MARKS];
  private final long[] times = new long[MARKS];

  /** How many marks have ever been made. Written by the reader's thread. */
  private volatile long count;

  private long now;
  private long marked = -MARK_STEP_NANOS;
  private long pcr = TsPacket.ABSENT;
  private long pcrNanos;
  private boolean begun;
  private long arrivedNanos;

  /** How much has come since the last PCR, in time of arrival. */
  private long withoutClockNanos;

  /** A timeline of nothing yet. */
  public Timeline() {}

  /** A packet of the clock's PID has come; after it was published. The reader's thread. */
  void clockPacket(byte[] packets, int at, long sequence, long nanoTime) {
    long read = PcrClock.read(packets, at);
    if (read == TsPacket.ABSENT) {
      return;
    }
    if (pcr != TsPacket.ABSENT) {
      boolean anew = TsPacket.discontinuity(packets, at);
      now += step(PcrClock.elapsed(pcr, read) * 1_000 / 27, anew, nanoTime - pcrNanos);
    }
    pcr = read;
    pcrNanos = nanoTime;
    withoutClockNanos = 0;
    mark(sequence);
  }

  private static long step(long clockNanos, boolean anew, long arrivalNanos) {
    boolean usual = clockNanos <= SECOND_NANOS;
    boolean gap = clockNanos <= Math.min(LONGEST_GAP_NANOS, arrivalNanos + AHEAD_NANOS);
    return !anew && (usual || gap) ? clockNanos : Math.max(0, Math.min(arrivalNanos, BRIDGE_NANOS));
  }

  /** Packets of whatever kind have come, up to that sequence. The reader's thread. */
  public void arrived(long end, long nanoTime) {
    long step = begun ? Math.min(nanoTime - arrivedNanos, SECOND_NANOS) : 0;
    begun = true;
    arrivedNanos = nanoTime;
    // That a clock is there is not known from the beginning; a gap in arrival is none of a clock.
    if (pcr != TsPacket.ABSENT && withoutClockNanos < SECOND_NANOS) {
      withoutClockNanos += Math.min(step, BRIDGE_NANOS);
      return;
    }
    pcr = TsPacket.ABSENT;
    now += step;
    mark(end);
  }

  private void mark(long sequence) {
    if (now - marked >= MARK_STEP_NANOS) {
      marked = now;
      long next = count;
      ELEMENT.setOpaque(sequences, indexOf(next), sequence);
      ELEMENT.setOpaque(times, indexOf(next), now);
      count = next + 1;
    }
  }

  /** How far the stream has come, in nanoseconds of its own time. */
  public long latestNanos() {
    long marks = count;
    return marks == 0 ? 0 : time(marks - 1);
  }

  /** The oldest packet whose time is remembered; 0 while none has been forgotten. */
  public long oldestSequence() {
    long low = first(count);
    return low == 0 ? 0 : sequence(low);
  }

  /** The time of a packet, in nanoseconds; of what is not remembered the nearest that is. */
  public long nanosAt(long sequence) {
    long marks = count;
    if (marks == 0) {
      return 0;
    }
    long low = first(marks);
    long mark = last(low, marks, sequences, sequence);
    if (mark < low || mark == marks - 1) {
      return time(Math.max(low, mark));
    }
    return between(
        sequence - sequence(mark),
        sequence(mark + 1) - sequence(mark),
        time(mark),
        time(mark + 1) - time(mark));
  }

  /**
   * The first packet that is for a later time.
   *
   * @param head behind the last packet there is
   */
  public long sequenceAt(long nanos, long head) {
    long marks = count;
    if (marks == 0) {
      return head;
    }
    long low = first(marks);
    long mark = last(low, marks, times, nanos);
    if (mark < low) {
      return sequence(low);
    }
    if (mark == marks - 1) {
      // What stands behind the last PCR belongs to no later time than the next would have.
      return nanos - time(mark) >= BRIDGE_NANOS ? head : sequence(mark);
    }
    return between(
        nanos - time(mark),
        time(mark + 1) - time(mark),
        sequence(mark),
        sequence(mark + 1) - sequence(mark));
  }

  /** Packets a second, over all that is remembered; 0 while that is less than a second. */
  public double packetsPerSecond() {
    long marks = count;
    if (marks == 0) {
      return 0;
    }
    long low = first(marks);
    long nanos = time(marks - 1) - time(low);
    return nanos < SECOND_NANOS ? 0 : (sequence(marks - 1) - sequence(low)) * 1e9 / nanos;
  }

  private static long between(long part, long of, long from, long length) {
    return of <= 0 ? from : from + (long) ((double) length * Math.min(part, of) / of);
  }

  /** The last mark whose value is not above that, or one below the first. */
  private static long last(long from, long to, long[] values, long value) {
    long low = from;
    long high = to;
    while (low < high) {
      long middle = (low + high) >>> 1;
      if ((long) ELEMENT.getOpaque(values, indexOf(middle)) <= value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  private static long first(long marks) {
    return Math.max(0, marks - MARKS + SLACK);
  }

  private long sequence(long mark) {
    return (long) ELEMENT.getOpaque(sequences, indexOf(mark));
  }

  private long time(long mark) {
    return (long) ELEMENT.getOpaque(times, indexOf(mark));
  }

  private static int indexOf(long mark) {
    return (int) (mark & (MARKS - 1));
  }
}
