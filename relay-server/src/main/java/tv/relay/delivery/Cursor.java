package tv.relay.delivery;

import java.lang.invoke.VarHandle;
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
  private final long[] droppedChunks = new long[DropCause.values().length];

  /** Written by the owning thread; odd while the rest changes. */
  private int version;

  private long next;

  /** When {@link #next} was published, noted while it was surely held; for a blocked client. */
  private long blockedAtNanos = Long.MAX_VALUE;

  private long maxLagChunks;
  private long joinSequence;
  private int remainderBytes;
  private long droppedNanos;
  private long skips;
  private long lateSkips;
  private long unfinishedCuts;
  private long skipBeganNanos;

  /** Whether the client had taken all that it was offered when the skip began. */
  private boolean skipIsLate;

  /** Whether the skip is in the account; what is left out at a join is none. */
  private boolean skipCounted = true;

  private long skipChunks;
  private long skipNanos;
  private long longestSkipChunks;
  private long longestSkipNanos;
  private long lastDropNanos;
  private long maxLagNanos;

  /** Whether the client has been offered more than it took since it last had all there was. */
  private boolean refused;

  /** Whether this moved past a stretch of the stream and nobody has noted it. */
  private boolean moved;

  /** Up to where in time what was dropped is counted. */
  private long droppedUpToNanos;

  Cursor(Ring ring, long joinSequence) {
    this.ring = ring;
    this.joinSequence = joinSequence;
    this.next = joinSequence;
  }

  long next() {
    return next;
  }

  /** Whether nothing has been sent nor dropped yet. */
  boolean isUnbegun() {
    return next == joinSequence;
  }

  /** The client is to start elsewhere; only while it has not begun. */
  void joinAt(long sequence) {
    begin();
    joinSequence = sequence;
    next = sequence;
    end();
  }

  /** Whole chunks were sent, and the last of them but for its last {@code left} bytes. */
  void sent(long chunks, int left) {
    begin();
    next += chunks;
    remainderBytes = left;
    end();
  }

  /** So much of what was kept aside is left. */
  void remainderLeft(int bytes) {
    if (bytes != remainderBytes) {
      begin();
      remainderBytes = bytes;
      end();
    }
  }

  /** The client takes no more for now: notes the time of what it waits for. */
  void blocked() {
    refused = true;
    blockedAtNanos = ring.nanosAt(next);
  }

  /** The client takes bytes again. */
  void unblocked() {
    blockedAtNanos = Long.MAX_VALUE;
  }

  /** The client has taken all there was. */
  void caughtUp() {
    refused = false;
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
   * What is dropped from here on, until this is said again, is one loss: the client sees one. It is
   * the relay's own when the client had taken all that it was offered.
   */
  void beginSkip(long nanoTime) {
    droppedUpToNanos = Math.min(blockedAtNanos, ring.nanosAt(next));
    skipBeganNanos = nanoTime;
    skipIsLate = !refused;
    skipCounted = false;
    skipChunks = 0;
    skipNanos = 0;
    refused = blockedAtNanos != Long.MAX_VALUE;
  }

  /** The rest of a unit that the client had begun to get could not be kept for it. */
  void unfinishedCut() {
    begin();
    unfinishedCuts++;
    end();
  }

  /** The next chunks will not be sent, though their neighbours are: no stretch of time is lost. */
  void leaveOut(DropCause cause, long chunks) {
    begin();
    next += chunks;
    count(cause, chunks);
    end();
  }

  /**
   * Moves on to {@code target}; what lies between will never be sent.
   *
   * @param kept chunks of these that were kept aside, and will be
   * @param keptBytes all that is kept aside now, in bytes
   */
  void skipTo(DropCause cause, long target, long kept, int keptBytes) {
    long targetNanos = ring.nanosAt(target);
    long nanos = Math.max(0, targetNanos - droppedUpToNanos);
    droppedUpToNanos = targetNanos;
    begin();
    long chunks = target - next - kept;
    next = target;
    remainderBytes = keptBytes;
    droppedNanos += nanos;
    skipNanos += nanos;
    longestSkipNanos = Math.max(longestSkipNanos, skipNanos);
    count(cause, chunks);
    end();
    if (chunks > 0) {
      moved = true;
    }
    if (blockedAtNanos != Long.MAX_VALUE) {
      blockedAtNanos = targetNanos;
    }
  }

  private void count(DropCause cause, long chunks) {
    if (chunks > 0 && !skipCounted) {
      // Not before there is something to say of it.
      skipCounted = true;
      skips++;
      lateSkips += skipIsLate ? 1 : 0;
      lastDropNanos = skipBeganNanos;
    }
    droppedChunks[cause.ordinal()] += chunks;
    if (cause.isLoss()) {
      skipChunks += chunks;
      longestSkipChunks = Math.max(longestSkipChunks, skipChunks);
    }
  }

  /** Whether this moved past a stretch of the stream since {@link #moveNoted}. */
  boolean hasMoved() {
    return moved;
  }

  void moveNoted() {
    moved = false;
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
    return new CursorSnapshot(
        joinSequence,
        next,
        ring.chunkBytes(),
        remainderBytes,
        new DropCounts(
            droppedChunks[DropCause.LAG.ordinal()],
            droppedChunks[DropCause.LAPPED.ordinal()],
            droppedChunks[DropCause.JOIN.ordinal()]),
        droppedNanos,
        skips,
        lateSkips,
        unfinishedCuts,
        longestSkipChunks,
        longestSkipNanos,
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
