package tv.relay.delivery;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import tv.relay.index.AccessPoint;
import tv.relay.index.AccessPoints;
import tv.relay.mpegts.TsPacket;
import tv.relay.reserve.Edge;
import tv.relay.ring.Ring;

/**
 * Whether a client is too slow, and where it is cut then: at the end of its group of pictures, or
 * of a picture where the group is too long to wait for. The subscriber's I/O thread.
 */
final class CutChoice {
  /** Before this the client need not be cut. */
  static final long NONE = Long.MAX_VALUE;

  /** How long a client has to be behind the soft mark before it counts as too slow. */
  private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final Edge edge;
  private final Ring ring;
  private final Cursor cursor;
  private long place = NONE;

  /** The place is at a picture's start, not at the group's end. */
  private boolean inGroup;

  /** Whether it has ever been near the head: until then its lag is a burst that it asked for. */
  private boolean caughtUp;

  private long behindSinceNanos;

  CutChoice(Edge edge, Ring ring, Cursor cursor) {
    this.edge = edge;
    this.ring = ring;
    this.cursor = cursor;
  }

  /** Where the client is to be cut, or {@link #NONE}. */
  long place() {
    return place;
  }

  /** The client has been cut, or need not be any more. */
  void forget() {
    place = NONE;
  }

  /**
   * Told at each turn.
   *
   * @param mayBeCut whether the client is in the midst of a group
   */
  void observe(ByteBuffer view, long head, long softMark, boolean mayBeCut, long nanoTime) {
    long next = cursor.next();
    if (next >= softMark) {
      caughtUp = true;
      behindSinceNanos = nanoTime;
      return;
    }
    // A source that brings much at once puts everybody behind for a moment.
    boolean behind = caughtUp && nanoTime - behindSinceNanos >= GRACE_NANOS;
    if (!behind || !mayBeCut) {
      return;
    }
    if (place == NONE) {
      choose(view, head);
    } else if (!inGroup && next - ring.firstSafe() < ring.capacityChunks() / 8) {
      // It is too slow even for the rest of its group.
      inGroup = true;
      place = Math.min(place, pictureEnd(view, next, head));
    }
  }

  private void choose(ByteBuffer view, long head) {
    AccessPoints points = edge.points();
    AccessPoint groupEnd = points.oldestFrom(cursor.next());
    if (groupEnd == null) {
      return;
    }
    long rest = groupEnd.entry() - cursor.next();
    long room = cursor.next() - ring.firstSafe();
    if (rest > room) {
      inGroup = true;
      place = pictureEnd(view, cursor.next(), head);
    } else if (points.newest().entry() > groupEnd.entry()) {
      inGroup = false;
      place = groupEnd.entry();
    }
  }

  /** Where the group may be cut behind {@code from}, or {@link #NONE}. */
  long pictureEnd(ByteBuffer view, long from, long head) {
    AccessPoint newest = edge.points().newest();
    long end = Math.min(head, from + ring.capacityChunks() / 8);
    boolean held = newest != null && ring.isSafe(newest.sequence());
    long cut = held ? PictureOrder.cut(view, ring, newest, from, end) : TsPacket.ABSENT;
    return cut == TsPacket.ABSENT ? NONE : cut;
  }
}
