package tv.relay.delivery;

import java.nio.ByteBuffer;
import tv.relay.index.AccessPoint;
import tv.relay.index.AccessPoints;
import tv.relay.index.StreamIndex;
import tv.relay.mpegts.TsPacket;
import tv.relay.reserve.Edge;
import tv.relay.ring.Ring;

/**
 * The units that a client was in when it was cut. What is left of them it still gets: from the
 * ring, packet by packet, or from a copy where the writer is about to overtake it. The subscriber's
 * I/O thread.
 */
final class OpenUnits {
  private final StreamIndex index;
  private final Edge edge;
  private final Ring ring;
  private final Cursor cursor;
  private final KeptBytes keptBytes;
  private final CutChoice choice;

  /** As of the last cut, until the client has gone on. */
  private PidTable pids;

  /** Units that go on beyond this are left unfinished. */
  private long limit;

  private long finishBy;

  /** Up to where packets that finish a unit have been found and are to be written. */
  private long found;

  private long reservedBytes;

  OpenUnits(
      StreamIndex index,
      Edge edge,
      Ring ring,
      Cursor cursor,
      KeptBytes keptBytes,
      CutChoice choice) {
    this.index = index;
    this.edge = edge;
    this.ring = ring;
    this.cursor = cursor;
    this.keptBytes = keptBytes;
    this.choice = choice;
  }

  /** What the client has got of each PID; null when it has not been cut or has gone on. */
  PidTable pids() {
    return pids;
  }

  /** The client has gone on. */
  void forget() {
    pids = null;
  }

  /**
   * The client is cut where it is.
   *
   * @param resumption what looked after it until now; null when nothing did
   */
  void cut(ByteBuffer view, Resumption resumption) {
    long next = cursor.next();
    AccessPoints points = edge.points();
    PidTable before = resumption == null ? null : resumption.pids();
    pids =
        PidTable.atCut(view, ring, next, points.oldestFrom(next), points.newestUpTo(next), before);
    if (resumption != null) {
      resumption.noteLeftOut(pids);
    }
    if (!ring.isIntact(next)) {
      pids.forgetCounters();
    }
    // Sound and pictures that belong together are at most a second apart (ISO/IEC 13818-1, 2.7.1).
    limit = next + ring.capacityChunks() / 4;
    found = next;
  }

  /** Units that do not reach up to the target are finished; of the main PID none is open. */
  void finishUpTo(AccessPoint target, ByteBuffer view) {
    pids.closed(target.programme().mainPid(), pictureTime(view, target));
    finishBy = Math.min(target.entry(), limit);
  }

  /** When the first picture at or behind the cursor is decoded, or ABSENT. */
  private long pictureTime(ByteBuffer view, AccessPoint target) {
    if (!ring.isIntact(cursor.next())) {
      return TsPacket.ABSENT;
    }
    int mainPid = target.programme().mainPid();
    for (long sequence = cursor.next(); sequence <= target.sequence(); sequence++) {
      int at = ring.offsetOf(sequence);
      if (RingPacket.payloadUnitStart(view, at) && RingPacket.pid(view, at) == mainPid) {
        return RingPacket.time(view, at);
      }
    }
    return TsPacket.ABSENT;
  }

  boolean areFinished() {
    return cursor.next() >= finishBy;
  }

  /** Packets to be written from the cursor on; leaves out what belongs to no open unit. */
  int next(ByteBuffer view, long head, int max, DropCause cause) {
    if (cursor.next() < found) {
      // Asked for before, but not all of it was written.
      return (int) Math.min(max, found - cursor.next());
    }
    long end = Math.min(head, finishBy);
    long at = cursor.next();
    while (at < end && !pids.finishes(view, ring.offsetOf(at))) {
      at++;
    }
    if (at > cursor.next()) {
      cursor.leaveOut(cause, at - cursor.next());
    }
    found = at;
    if (at < end) {
      found++;
    }
    while (found < end
        && found - at < max
        && found > at
        && pids.finishes(view, ring.offsetOf(found))) {
      found++;
    }
    return (int) (found - at);
  }

  /**
   * Copies what is left of the units, and of pictures up to where their order allows a cut; returns
   * chunks.
   */
  long keep(ByteBuffer view, Pending pending) {
    AccessPoint newest = edge.points().newest();
    long from = cursor.next();
    long end = Math.min(edge.head(), limit);
    if (newest != null && newest.entry() > from) {
      end = Math.min(end, newest.entry());
    }
    long pictureEnd = choice.pictureEnd(view, from, Math.min(end, from + KeptBytes.MAX_CHUNKS));
    int mainPid = index.programme().mainPid();
    boolean inOrder = pictureEnd != CutChoice.NONE && pids.mayBeOpen(mainPid);
    int[] offsets = new int[KeptBytes.MAX_CHUNKS];
    int count = 0;
    long atLeastTo = Math.max(found, inOrder ? pictureEnd : from);
    for (long sequence = from; sequence < end && count < offsets.length; sequence++) {
      if (sequence >= atLeastTo && !pids.anyMayBeOpen()) {
        break;
      }
      int at = ring.offsetOf(sequence);
      boolean picture = inOrder && sequence < pictureEnd && RingPacket.pid(view, at) == mainPid;
      if (picture) {
        pids.passes(view, at);
      }
      // Those before have been taken for sent already, though they have not been written.
      if (picture || sequence < found || pids.finishes(view, at)) {
        offsets[count++] = at;
      }
    }
    int bytes = count * TsPacket.BYTES;
    if (count == offsets.length || !keptBytes.take(bytes)) {
      return unfinished();
    }
    for (int i = 0; i < count; i++) {
      pending.keep(view, offsets[i], TsPacket.BYTES);
    }
    if (!ring.isIntact(from)) {
      pending.forget(bytes);
      keptBytes.giveBack(bytes);
      return unfinished();
    }
    reservedBytes += bytes;
    return count;
  }

  private long unfinished() {
    pids.forgetCounters();
    cursor.unfinishedCut();
    return 0;
  }

  /** The client has taken what was kept for it, or has gone. */
  void giveBackKept() {
    if (reservedBytes > 0) {
      keptBytes.giveBack(reservedBytes);
      reservedBytes = 0;
    }
  }
}
