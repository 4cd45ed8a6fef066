package tv.relay.ring;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A channel's last seconds: one contiguous off-heap region of equal chunks, written by one producer
 * and read in place by any number of readers, each of which keeps its own cursor.
 *
 * <p>The producer never waits. A reader that is too slow is lapped: the chunks it had not read are
 * overwritten. That is not an error, and the ring does not count it; the reader finds out by asking
 * and skips.
 *
 * <pre>
 *      tail        guard                               head   announced
 *   ----|------------|----------------------------------|---------|----
 *       |<- held, but about to be overwritten           |<- being written
 *                    |<- safe to start reading here --->|
 * </pre>
 *
 * <p>The region is a seqlock. The producer announces how far it is about to write, then writes,
 * then publishes the new head. Before it uses a chunk a reader asks {@link #isSafe}: the chunk is
 * held and at least a guard distance (an eighth of the ring) away from being overwritten. After use
 * it asks {@link #isIntact}: only then was what it saw whole.
 *
 * <p>Chunks are numbered from {@code firstSequence} and all positions are such sequences; {@code
 * head} is the sequence that the next chunk will get.
 *
 * <p>Threads: {@link #publish} belongs to one thread, everything else to any. Memory is counted by
 * reference, since a read after it is given back would crash the process: whoever reads {@link
 * #retain}s first, and the last {@link #release} frees it.
 */
public final class Ring {
  private static final VarHandle HEAD;
  private static final VarHandle ANNOUNCED;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      HEAD = lookup.findVarHandle(Ring.class, "head", long.class);
      ANNOUNCED = lookup.findVarHandle(Ring.class, "announced", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final RingMemory share;
  private final ByteBuffer memory;
  private final int chunkBytes;
  private final int capacityChunks;
  private final int guardChunks;
  private final long firstSequence;
  private final PublicationClock clock;
  private final AtomicInteger holders = new AtomicInteger(1);

  /** Written by the producer alone. */
  private long head;

  /** Written by the producer alone, before it touches memory; accessed through ANNOUNCED. */
  @SuppressWarnings("UnusedVariable")
  private long announced;

  /**
   * A ring held by its creator, who gives it back by {@link #release}.
   *
   * @param capacityBytes size of the region, rounded down to whole chunks; at least eight chunks
   * @param firstSequence number of the first chunk
   * @param nanoTime now, as of {@link System#nanoTime}
   * @throws OutOfMemoryError when the process may not use so much memory outside the heap
   */
  public Ring(int capacityBytes, int chunkBytes, long firstSequence, long nanoTime) {
    this(capacityBytes, chunkBytes, firstSequence, nanoTime, RingMemory.unlimited());
  }

  /**
   * The same, out of what all rings share.
   *
   * @throws OutOfMemoryError when rings, or the process, may not use so much memory outside the
   *     heap
   */
  public Ring(
      int capacityBytes, int chunkBytes, long firstSequence, long nanoTime, RingMemory share) {
    if (chunkBytes < 1 || capacityBytes / chunkBytes < 8 || firstSequence < 0) {
      throw new IllegalArgumentException(
          "a ring needs at least 8 chunks and no negative sequences, got "
              + capacityBytes
              + " bytes in chunks of "
              + chunkBytes
              + " from sequence "
              + firstSequence);
    }
    this.chunkBytes = chunkBytes;
    this.capacityChunks = capacityBytes / chunkBytes;
    this.guardChunks = capacityChunks / 8;
    this.firstSequence = firstSequence;
    this.head = firstSequence;
    this.announced = firstSequence;
    this.clock = new PublicationClock(capacityChunks, firstSequence, nanoTime);
    this.share = share;
    this.memory = share.allocate(capacityChunks * chunkBytes);
  }

  /**
   * Copies whole chunks in and makes them visible. Wait-free, allocates nothing. The producer's
   * alone.
   *
   * @param length bytes, a multiple of the chunk size
   * @param nanoTime when the bytes came, as of {@link System#nanoTime}
   * @throws IllegalArgumentException when they are not whole chunks; the ring is untouched
   * @throws IndexOutOfBoundsException when they are not in the source; the ring is untouched
   */
  public void publish(byte[] source, int offset, int length, long nanoTime) {
    // Before anything is announced: what is announced is to be written.
    Objects.checkFromIndexSize(offset, length, source.length);
    if (length % chunkBytes != 0) {
      throw new IllegalArgumentException(length + " bytes are not whole chunks of " + chunkBytes);
    }
    int from = offset;
    int left = length / chunkBytes;
    while (left > 0) {
      // In steps below the guard distance, so that one step never reaches a reader that has just
      // been told it is safe.
      int chunks = Math.min(left, guardChunks);
      publishStep(source, from, chunks, nanoTime);
      from += chunks * chunkBytes;
      left -= chunks;
    }
  }

  private void publishStep(byte[] source, int offset, int chunks, long nanoTime) {
    long start = head;
    long end = start + chunks;
    ANNOUNCED.setOpaque(this, end);
    VarHandle.storeStoreFence();
    int slot = slotOf(start);
    int first = Math.min(chunks, capacityChunks - slot);
    memory.put(slot * chunkBytes, source, offset, first * chunkBytes);
    if (first < chunks) {
      memory.put(0, source, offset + first * chunkBytes, (chunks - first) * chunkBytes);
    }
    clock.published(start, end, nanoTime);
    HEAD.setRelease(this, end);
  }

  /** The sequence that the next chunk will get: everything before it is published. */
  public long headAcquire() {
    return (long) HEAD.getAcquire(this);
  }

  /** The oldest sequence that is not yet overwritten or about to be. */
  public long tailAcquire() {
    return Math.max(firstSequence, (long) ANNOUNCED.getAcquire(this) - capacityChunks);
  }

  /** Whether a reader may begin to use this chunk and those behind it. */
  public boolean isSafe(long sequence) {
    return sequence >= firstSafe();
  }

  /** The oldest sequence that {@link #isSafe}. */
  public long firstSafe() {
    long outOfGuard = (long) ANNOUNCED.getAcquire(this) - capacityChunks + guardChunks;
    return Math.max(firstSequence, outOfGuard);
  }

  /**
   * Whether all that was read from this chunk on, up to now, was what had been published. To be
   * asked after the reading; false means that what was read is to be thrown away.
   */
  public boolean isIntact(long sequence) {
    VarHandle.acquireFence();
    return sequence >= (long) ANNOUNCED.getOpaque(this) - capacityChunks;
  }

  /** How many chunks from here to {@code end} lie behind one another in memory. */
  public int contiguousChunks(long sequence, long end) {
    return (int) Math.min(end - sequence, capacityChunks - slotOf(sequence));
  }

  /** Where in a {@link #view} this chunk begins, in bytes. */
  public int offsetOf(long sequence) {
    return slotOf(sequence) * chunkBytes;
  }

  /** The whole region for one reading thread, which must hold the ring while it uses it. */
  public ByteBuffer view() {
    return memory.asReadOnlyBuffer();
  }

  private int slotOf(long sequence) {
    return (int) (sequence % capacityChunks);
  }

  /** When chunk {@code sequence} was published, as far as the ring remembers; see the clock. */
  public long nanosAt(long sequence) {
    return clock.nanosAt(sequence, headAcquire());
  }

  /** Time between the publications of two chunks, in nanoseconds; never negative. */
  public long nanosBetween(long from, long to) {
    return Math.max(0, nanosAt(to) - nanosAt(from));
  }

  /**
   * Roughly the first chunk that was published after that time: within a thousandth of the ring.
   * Never before the tail nor behind the head.
   */
  public long sequenceAt(long nanoTime) {
    return clock.sequenceAt(nanoTime, tailAcquire(), headAcquire());
  }

  public int chunkBytes() {
    return chunkBytes;
  }

  public int capacityChunks() {
    return capacityChunks;
  }

  public long capacityBytes() {
    return (long) capacityChunks * chunkBytes;
  }

  public long firstSequence() {
    return firstSequence;
  }

  /** Takes part in holding the memory; false when it has been given back already. */
  public boolean retain() {
    int seen = holders.get();
    while (seen > 0) {
      if (holders.compareAndSet(seen, seen + 1)) {
        return true;
      }
      seen = holders.get();
    }
    return false;
  }

  /** Ends one holding; the last one frees the memory. */
  public void release() {
    int left = holders.decrementAndGet();
    if (left == 0) {
      share.free(memory);
    } else if (left < 0) {
      throw new IllegalStateException("ring released more often than retained");
    }
  }
}
