package tv.relay.delivery;

import java.lang.invoke.VarHandle;
import java.util.EnumMap;
import java.util.Map;
import tv.relay.ring.Ring;

/**
 * One subscriber's next position in a ring, and the exact account of how it got there: joined-at +
 * sent + dropped = next, so that with lag = head - next everything adds up to the head.
 *
 * <p>The position is always a whole chunk. A chunk counts as sent as soon as its first byte is;
 * what is left of it is kept aside by the subscriber and sent before anything else.
 *
 * <p>Changed by one thread, the subscriber's I/O thread. {@link #snapshot} may be taken by any: the
 * fields form a seqlock, odd while they change.
 */
@SuppressWarnings("EnumOrdinal") // Counters by cause, kept in an array so that counting is a store.
final class Cursor {
  private static final VarHandle VERSION = versionHandle();

  private final Ring ring;
  private final long joinSequence;
  private final long[] droppedChunks = new long[DropCause.values().length];

  /** Written by the owning thread; odd while the rest changes. */
  private int version;

  private long next;
  private int remainderBytes;
  private long droppedNanos;
  private long skips;
  private boolean sentSinceSkip = true;
  private long lastDropNanos;
  private long maxLagChunks;
  private long maxLagNanos;

  /** When {@link #next} was published, noted while it was surely held; for a blocked client. */
  private long nextNanos;

  Cursor(Ring ring, long joinSequence) {
    this.ring = ring;
    this.joinSequence = joinSequence;
    this.next = joinSequence;
    this.nextNanos = ring.nanosAt(joinSequence);
  }

  long next() {
    return next;
  }

  /** Whole chunks were sent, and the last of them but for its last {@code left} bytes. */
  void sent(long chunks, int left) {
    begin();
    next += chunks;
    remainderBytes = left;
    sentSinceSkip = true;
    end();
  }

  /** Some of the remainder was sent. */
  void remainderSent(int left) {
    begin();
    remainderBytes = left;
    end();
  }

  /** The client takes no more for now: notes the time of what it waits for. */
  void blocked() {
    nextNanos = ring.nanosAt(next);
  }

  /** Notes how far behind the head this cursor is. */
  void observeLag(long head) {
    long lag = head - next;
    if (lag > maxLagChunks) {
      long nanos = ring.nanosBetween(next, head);
      begin();
      maxLagChunks = lag;
      maxLagNanos = Math.max(maxLagNanos, nanos);
      end();
    }
  }

  /**
   * Moves on to {@code target}; what lies between will never be sent. Skips with nothing sent
   * between them are one: the client sees one gap.
   *
   * @return the chunks dropped
   */
  long drop(DropCause cause, long target, long nanoTime) {
    long chunks = target - next;
    if (chunks <= 0) {
      return 0;
    }
    long targetNanos = ring.nanosAt(target);
    long fromNanos = Math.min(nextNanos, ring.nanosAt(next));
    begin();
    next = target;
    droppedChunks[cause.ordinal()] += chunks;
    droppedNanos += Math.max(0, targetNanos - fromNanos);
    if (sentSinceSkip) {
      skips++;
    }
    sentSinceSkip = false;
    lastDropNanos = nanoTime;
    end();
    nextNanos = targetNanos;
    return chunks;
  }

  /** Position and account of one moment; any thread. */
  CursorSnapshot snapshot() {
    while (true) {
      int before = (int) VERSION.getAcquire(this);
      CursorSnapshot taken = copy();
      VarHandle.loadLoadFence();
      if ((before & 1) == 0 && before == (int) VERSION.getOpaque(this)) {
        return taken;
      }
      Thread.onSpinWait();
    }
  }

  private CursorSnapshot copy() {
    Map<DropCause, Long> causes = new EnumMap<>(DropCause.class);
    for (DropCause cause : DropCause.values()) {
      if (droppedChunks[cause.ordinal()] > 0) {
        causes.put(cause, droppedChunks[cause.ordinal()]);
      }
    }
    return new CursorSnapshot(
        joinSequence,
        next,
        ring.chunkBytes(),
        remainderBytes,
        causes,
        droppedNanos,
        skips,
        maxLagNanos,
        lastDropNanos);
  }

  private void begin() {
    VERSION.setOpaque(this, version + 1);
    VarHandle.storeStoreFence();
  }

  private void end() {
    VERSION.setRelease(this, version + 1);
  }

  private static VarHandle versionHandle() {
    try {
      return java.lang.invoke.MethodHandles.lookup()
          .findVarHandle(Cursor.class, "version", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
