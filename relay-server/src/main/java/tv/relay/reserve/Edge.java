package tv.relay.reserve;

import tv.relay.index.AccessPoints;

/**
 * How far clients may go in a ring: the live edge, as they know it. What lies behind it is not
 * there for them, so that their lag is counted from it.
 *
 * <p>Safe for any thread. Nothing waits, and nothing but {@link #points} allocates.
 */
public interface Edge {

  /** The sequence behind the last chunk that clients may have; it never goes back. */
  long head();

  /** The access points before the head; null when the stream is no transport stream. */
  AccessPoints points();

  /** The stretch of the stream between two chunks, in nanoseconds; never negative. */
  long nanosBetween(long from, long to);

  /** Roughly the chunk that is so much of the stream before the head. */
  long sequenceBehind(long nanos);

  /** How many chunks before the head the ring can hold. */
  long roomChunks();

  /** Whether clients can start. */
  boolean isOpen();

  /**
   * Time goes by: to be called again and again, by whoever has something to do with the stream.
   *
   * @param watched whether there are clients
   */
  void advance(long nanoTime, boolean watched);

  /**
   * Chunks that no index hears of have come, up to that sequence. The reader's thread.
   *
   * @param nanoTime when they came
   */
  void arrived(long end, long nanoTime);

  /** What is held back; null without a reserve. */
  Reserve reserve();
}
