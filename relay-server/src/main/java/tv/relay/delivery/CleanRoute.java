package tv.relay.delivery;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import tv.relay.index.AccessPoint;
import tv.relay.index.AccessPoints;
import tv.relay.index.StreamIndex;
import tv.relay.mpegts.TsPacket;
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
  /** How long a client has to be behind the soft mark before it counts as too slow. */
  private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private enum Phase {
    STREAMING,
    FINISHING,
    ENTRY_DUE
  }

  private static final long NO_CUT = Long.MAX_VALUE;

  /** How long a client waits for an access point before it gets what there is. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(15);

  /** Whoever waits asks more often than this. */
  private static final long ASKING_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final StreamIndex index;
  private final Edge edge;
  private final Ring ring;
  private final Cursor cursor;
  private final KeptBytes keptBytes;
  private Phase phase;
  private DropCause cause = DropCause.JOIN;

  /** Where a client that joins is to start; null for one that goes on after a loss. */
  private AccessPoint joinAt;

  /** Looks after the stretch behind the last entry; null when that is over. */
  private Resumption resumption;

  /** As of the last cut, until the client has gone on. */
  private PidTable cutPids;

  private long cutAt = NO_CUT;

  /** The cut is at a picture's start, not at the group's end. */
  private boolean cutInGroup;

  private long finishBy;

  /** Units that go on beyond this are left unfinished. */
  private long finishLimit;

  /** Up to where packets that finish a unit have been found and are to be written. */
  private long finishing;

  /** Whether it has ever been near the head: until then its lag is a burst that it asked for. */
  private boolean caughtUp;

  private long behindSinceNanos;

  /** Since when it has been asked for an access point, again and again. */
  private long waitingSinceNanos;

  private long askedNanos = Long.MIN_VALUE / 2;

  private long reservedBytes;

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
    this.index = index;
    this.edge = edge;
    this.ring = ring;
    this.cursor = cursor;
    this.keptBytes = keptBytes;
    this.joinAt = joinAt;
    this.phase = joinAt == null ? Phase.STREAMING : Phase.ENTRY_DUE;
  }

  @Override
  public int next(ByteBuffer view, long head, int max, Pending pending, long nanoTime) {
    giveBackKept();
    while (pending.isEmpty()) {
      switch (phase) {
        case STREAMING -> {
          if (resumption != null && resumption.isOver(cursor.next())) {
            resumption = null;
          }
          if (cursor.next() >= cutAt) {
            cut(view, nanoTime);
            continue;
          }
          int room = (int) Math.min(max, Math.min(head, cutAt) - cursor.next());
          if (resumption == null || room <= 0) {
            return room;
          }
          int count = sendable(view, room, pending);
          if (count > 0) {
            return count;
          }
        }
        case FINISHING -> {
          int count = finishing(view, Math.min(head, finishBy), max);
          if (count > 0) {
            return count;
          }
          if (cursor.next() >= finishBy) {
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

  /** Packets of units that were open at the cut; leaves out all others. */
  private int finishing(ByteBuffer view, long end, int max) {
    if (cursor.next() < finishing) {
      // Asked for before, but not all of it was written.
      return (int) Math.min(max, finishing - cursor.next());
    }
    long at = cursor.next();
    while (at < end && !cutPids.finishes(view, ring.offsetOf(at))) {
      at++;
    }
    if (at > cursor.next()) {
      cursor.leaveOut(cause, at - cursor.next());
    }
    finishing = at;
    if (at < end) {
      finishing++;
    }
    while (finishing < end
        && finishing - at < max
        && finishing > at
        && cutPids.finishes(view, ring.offsetOf(finishing))) {
      finishing++;
    }
    return (int) (finishing - at);
  }

  @Override
  public void observe(ByteBuffer view, long head, long softMark, long nanoTime) {
    long next = cursor.next();
    if (next >= softMark) {
      caughtUp = true;
      behindSinceNanos = nanoTime;
      return;
    }
    // A source that brings much at once puts everybody behind for a moment.
    boolean behind = caughtUp && nanoTime - behindSinceNanos >= GRACE_NANOS;
    if (behind && phase == Phase.STREAMING && !isLeavingOut()) {
      if (cutAt == NO_CUT) {
        chooseCut(view, head);
      } else if (!cutInGroup && next - ring.firstSafe() < ring.capacityChunks() / 8) {
        // It is too slow even for the rest of its group.
        cutInGroup = true;
        cutAt = Math.min(cutAt, pictureEnd(view, next, head));
      }
    }
  }

  private boolean isLeavingOut() {
    return resumption != null && resumption.isLeavingOut();
  }

  private void chooseCut(ByteBuffer view, long head) {
    AccessPoints points = edge.points();
    AccessPoint groupEnd = points.oldestFrom(cursor.next());
    if (groupEnd == null) {
      return;
    }
    long rest = groupEnd.entry() - cursor.next();
    long room = cursor.next() - ring.firstSafe();
    if (rest > room) {
      cutInGroup = true;
      cutAt = pictureEnd(view, cursor.next(), head);
    } else if (points.newest().entry() > groupEnd.entry()) {
      cutInGroup = false;
      cutAt = groupEnd.entry();
    }
  }

  /** Where the group that the client is in may be cut, or NO_CUT. */
  private long pictureEnd(ByteBuffer view, long from, long head) {
    AccessPoint newest = edge.points().newest();
    long end = Math.min(head, from + ring.capacityChunks() / 8);
    boolean held = newest != null && ring.isSafe(newest.sequence());
    long cut = held ? PictureOrder.cut(view, ring, newest, from, end) : TsPacket.ABSENT;
    return cut == TsPacket.ABSENT ? NO_CUT : cut;
  }

  /** When the first picture at or behind the cursor is decoded, or ABSENT. */
  private long pictureTime(ByteBuffer view, AccessPoint target) {
    int mainPid = target.programme().mainPid();
    for (long sequence = cursor.next(); sequence <= target.sequence(); sequence++) {
      int at = ring.offsetOf(sequence);
      if (RingPacket.payloadUnitStart(view, at) && RingPacket.pid(view, at) == mainPid) {
        return RingPacket.time(view, at);
      }
    }
    return TsPacket.ABSENT;
  }

  /** The place that was chosen for a cut is reached. */
  private void cut(ByteBuffer view, long nanoTime) {
    cutAt = NO_CUT;
    AccessPoint target = edge.points().newest();
    if (target == null || target.entry() <= cursor.next()) {
      return;
    }
    beginSkip(view, DropCause.LAG, nanoTime);
    cutPids.closed(target.programme().mainPid(), pictureTime(view, target));
    finishBy = Math.min(target.entry(), finishLimit);
    phase = Phase.FINISHING;
  }

  private void beginSkip(ByteBuffer view, DropCause why, long nanoTime) {
    cause = why;
    cursor.beginSkip(nanoTime);
    // Sound and pictures that belong together are at most a second apart (ISO/IEC 13818-1, 2.7.1).
    finishLimit = cursor.next() + ring.capacityChunks() / 4;
    AccessPoints points = edge.points();
    long next = cursor.next();
    PidTable before = resumption == null ? null : resumption.pids();
    cutPids =
        PidTable.atCut(view, ring, next, points.oldestFrom(next), points.newestUpTo(next), before);
    if (resumption != null) {
      resumption.noteLeftOut(cutPids);
    }
    if (!ring.isIntact(next)) {
      cutPids.forgetCounters();
    }
    resumption = null;
    joinAt = null;
    cutAt = NO_CUT;
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
        cutPids = null;
        phase = Phase.STREAMING;
      }
      return never;
    }
    if (joinAt == null) {
      moveOn(point.entry(), 0, 0);
    }
    joinAt = null;
    resumption = new Resumption(point, cutPids);
    resumption.begin(pending);
    cutPids = null;
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
      finishing = cursor.next();
      kept = keepOpenUnits(view, pending);
    } else if (phase == Phase.FINISHING) {
      kept = keepOpenUnits(view, pending);
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
    cutAt = NO_CUT;
    phase = Phase.ENTRY_DUE;
    return true;
  }

  /**
   * Copies what is left of the units that are open, and of pictures up to where their order allows
   * a cut; returns chunks.
   */
  private long keepOpenUnits(ByteBuffer view, Pending pending) {
    AccessPoint newest = edge.points().newest();
    long from = cursor.next();
    long end = Math.min(edge.head(), finishLimit);
    if (newest != null && newest.entry() > from) {
      end = Math.min(end, newest.entry());
    }
    long pictureEnd = pictureEnd(view, from, Math.min(end, from + KeptBytes.MAX_CHUNKS));
    int mainPid = index.programme().mainPid();
    boolean inOrder = pictureEnd != NO_CUT && cutPids.mayBeOpen(mainPid);
    int[] offsets = new int[KeptBytes.MAX_CHUNKS];
    int count = 0;
    for (long sequence = from; sequence < end && count < offsets.length; sequence++) {
      int at = ring.offsetOf(sequence);
      boolean picture = inOrder && sequence < pictureEnd && RingPacket.pid(view, at) == mainPid;
      if (picture) {
        cutPids.passes(view, at);
      }
      // Those before have been taken for sent already, though they have not been written.
      if (picture || sequence < finishing || cutPids.finishes(view, at)) {
        offsets[count++] = at;
      }
    }
    int bytes = count * TsPacket.BYTES;
    if (count == offsets.length || !keptBytes.take(bytes)) {
      cutPids.forgetCounters();
      return unfinished();
    }
    for (int i = 0; i < count; i++) {
      pending.keep(view, offsets[i], TsPacket.BYTES);
    }
    if (!ring.isIntact(from)) {
      cutPids.forgetCounters();
      pending.forget(bytes);
      keptBytes.giveBack(bytes);
      return unfinished();
    }
    reservedBytes += bytes;
    return count;
  }

  private long unfinished() {
    cursor.unfinishedCut();
    return 0;
  }

  private void giveBackKept() {
    if (reservedBytes > 0) {
      keptBytes.giveBack(reservedBytes);
      reservedBytes = 0;
    }
  }

  @Override
  public void close() {
    giveBackKept();
  }
}
