package tv.relay.delivery;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import tv.relay.index.AccessPoint;
import tv.relay.index.StreamIndex;
import tv.relay.reserve.Edge;
import tv.relay.ring.Ring;

/**
 * Through a transport stream, so that what a client gets can be decoded: it starts at an access
 * point, loses whole groups of pictures, and goes on at an access point.
 *
 * <p>Two marks. Behind the soft one it runs on to the end of its group, or of the picture where the
 * group is too long to wait for; from beyond the cut it then gets what is left of the units that
 * its other PIDs are in; then it goes on at the newest access point. At the hard one, about to be
 * overtaken by the writer, it is cut where it is, and the rest of the units that it is in is kept
 * for it.
 *
 * <pre>
 *   STREAMING --(cut reached)--> FINISHING --(units finished)--> ENTRY_DUE --(room)--> STREAMING
 *       |                                                            ^
 *       +----------------------(about to be lapped)------------------+
 * </pre>
 */
final class CleanRoute implements Route {
  private enum Phase {
    STREAMING,
    FINISHING,
    ENTRY_DUE
  }

  /** How long a client waits for an access point before it gets what there is. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(15);

  /** Whoever waits asks more often than this. */
  private static final long ASKING_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Edge edge;
  private final Ring ring;
  private final Cursor cursor;
  private final CutChoice choice;
  private final OpenUnits units;
  private Phase phase;
  private DropCause cause = DropCause.JOIN;

  /** Where a client that joins is to start; null for one that goes on after a loss. */
  private AccessPoint joinAt;

  /** Looks after the stretch behind the last entry; null when that is over. */
  private Resumption resumption;

  /** Since when it has been asked for an access point, again and again. */
  private long waitingSinceNanos;

  private long askedNanos = Long.MIN_VALUE / 2;

  /** Something was kept for the client when it was cut. */
  private boolean hasKept;

  /**
   * A route for one subscriber.
   *
   * @param joinAt the access point that the cursor is at; null to start anywhere
   */
  CleanRoute(
      StreamIndex index,
      Edge edge,
      Ring ring,
      Cursor cursor,
      KeptBytes keptBytes,
      AccessPoint joinAt) {
    this.edge = edge;
    this.ring = ring;
    this.cursor = cursor;
    this.choice = new CutChoice(edge, ring, cursor);
    this.units = new OpenUnits(index, edge, ring, cursor, keptBytes, choice);
    this.joinAt = joinAt;
    this.phase = joinAt == null ? Phase.STREAMING : Phase.ENTRY_DUE;
  }

  @Override
  public int next(ByteBuffer view, long head, int max, Pending pending, long nanoTime) {
    if (hasKept) {
      hasKept = false;
      units.giveBackKept();
    }
    while (pending.isEmpty()) {
      switch (phase) {
        case STREAMING -> {
          if (resumption != null && resumption.isOver(cursor.next())) {
            resumption = null;
          }
          if (cursor.next() >= choice.place()) {
            cut(view, nanoTime);
            continue;
          }
          int room = (int) Math.min(max, Math.min(head, choice.place()) - cursor.next());
          if (resumption == null || room <= 0) {
            return room;
          }
          int count = sendable(view, room, pending);
          if (count > 0) {
            return count;
          }
        }
        case FINISHING -> {
          int count = units.next(view, head, max, cause);
          if (count > 0) {
            return count;
          }
          if (units.areFinished()) {
            phase = Phase.ENTRY_DUE;
          } else if (cursor.next() >= head) {
            return 0;
          }
        }
        case ENTRY_DUE -> {
          if (!enter(pending, nanoTime)) {
            return 0;
          }
        }
      }
    }
    return 0;
  }

  /** Packets that may be written as they are; leaves out what may not. */
  private int sendable(ByteBuffer view, int room, Pending pending) {
    int left = 0;
    int count = 0;
    while (left + count < room) {
      long sequence = cursor.next() + left + count;
      // Nothing may go in front of a packet before those ahead of it have been written.
      Resumption.Verdict verdict =
          resumption.verdict(view, ring.offsetOf(sequence), sequence, count == 0 ? pending : null);
      if (verdict == Resumption.Verdict.SEND && left == 0) {
        count++;
      } else if (verdict == Resumption.Verdict.LEAVE_OUT && count == 0) {
        left++;
      } else {
        break;
      }
    }
    if (left > 0) {
      cursor.leaveOut(cause, left);
    }
    return count;
  }

  @Override
  public void observe(ByteBuffer view, long head, long softMark, long nanoTime) {
    boolean leavingOut = resumption != null && resumption.isLeavingOut();
    choice.observe(view, head, softMark, phase == Phase.STREAMING && !leavingOut, nanoTime);
  }

  /** The place that was chosen for a cut is reached. */
  private void cut(ByteBuffer view, long nanoTime) {
    choice.forget();
    AccessPoint target = edge.points().newest();
    if (target == null || target.entry() <= cursor.next()) {
      return;
    }
    beginSkip(view, DropCause.LAG, nanoTime);
    units.finishUpTo(target, view);
    phase = Phase.FINISHING;
  }

  private void beginSkip(ByteBuffer view, DropCause why, long nanoTime) {
    cause = why;
    cursor.beginSkip(nanoTime);
    units.cut(view, resumption);
    resumption = null;
    joinAt = null;
    choice.forget();
  }

  /** Starts or goes on at an access point, if there is one. */
  private boolean enter(Pending pending, long nanoTime) {
    if (nanoTime - askedNanos > ASKING_NANOS) {
      // The time that a client takes nothing is no time that it waits.
      waitingSinceNanos = nanoTime;
    }
    askedNanos = nanoTime;
    AccessPoint point = joinAt != null ? joinAt : edge.points().newest();
    if (point == null || point.entry() < cursor.next()) {
      boolean never = point == null || nanoTime - waitingSinceNanos > PATIENCE_NANOS;
      if (never) {
        moveOn(edge.head(), 0, 0);
        units.forget();
        phase = Phase.STREAMING;
      }
      return never;
    }
    if (joinAt == null) {
      moveOn(point.entry(), 0, 0);
    }
    joinAt = null;
    resumption = new Resumption(point, units.pids());
    resumption.begin(pending);
    units.forget();
    phase = Phase.STREAMING;
    return true;
  }

  private void moveOn(long target, long keptChunks, int pendingBytes) {
    if (target >= cursor.next()) {
      cursor.skipTo(cause, target, keptChunks, pendingBytes);
    }
  }

  @Override
  public void lapped(ByteBuffer view, Pending pending, long nanoTime) {
    long kept = 0;
    // Once it has been sent its tables it has begun, though not with anything that is counted.
    if (joinAt != null && cursor.isUnbegun() && pending.isEmpty() && joinLater()) {
      return;
    }
    if (phase == Phase.STREAMING) {
      beginSkip(view, DropCause.LAPPED, nanoTime);
    }
    if (phase != Phase.ENTRY_DUE) {
      kept = units.keep(view, pending);
      hasKept |= kept > 0;
    }
    phase = Phase.ENTRY_DUE;
    AccessPoint newest = edge.points().newest();
    boolean ahead = newest != null && newest.entry() > cursor.next() && ring.isSafe(newest.entry());
    // Without one to go on at: not up to the head, since one may have begun right before it.
    long target = ahead ? newest.entry() : ring.firstSafe() + ring.capacityChunks() / 2;
    moveOn(Math.min(target, edge.head()), kept, pending.streamLeft());
  }

  /** A client that has not got a byte yet loses none: it starts at a newer access point. */
  private boolean joinLater() {
    AccessPoint newest = edge.points().newest();
    if (newest == null || newest.entry() < cursor.next() || !ring.isSafe(newest.entry())) {
      return false;
    }
    cursor.joinAt(newest.entry());
    joinAt = newest;
    resumption = null;
    choice.forget();
    phase = Phase.ENTRY_DUE;
    return true;
  }

  @Override
  public void close() {
    units.giveBackKept();
  }
}
