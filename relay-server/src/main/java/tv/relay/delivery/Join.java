package tv.relay.delivery;

import java.time.Duration;
import tv.relay.index.AccessPoint;
import tv.relay.index.AccessPoints;
import tv.relay.reserve.Edge;
import tv.relay.ring.Ring;

/**
 * Where a new subscriber starts.
 *
 * @param cushion how far behind the head, so that a player has something in hand; null for as far
 *     as the delivery's options say
 * @param fromFirst the stream has just begun: at its first access point, or at its first byte where
 *     it has none
 */
public record Join(Duration cushion, boolean fromFirst) {

  /** The newest access point that is far enough behind, or else the furthest there is; or null. */
  AccessPoint point(Edge edge, Ring ring, Duration usualCushion) {
    long back = edge.sequenceBehind((cushion != null ? cushion : usualCushion).toNanos());
    AccessPoints points = edge.points();
    AccessPoint point = points.newestUpTo(back);
    // With some distance from the writer, or the client would be overtaken during its first burst.
    boolean whole = ring.headAcquire() - ring.firstSequence() < ring.capacityChunks() / 2;
    long oldest = ring.firstSafe() + (whole ? 0 : ring.capacityChunks() / 8);
    // What is older than the reserve is past, though the stream has just begun.
    boolean first = fromFirst && edge.reserve() == null;
    boolean held = !first && point != null && point.entry() >= oldest;
    AccessPoint found = held ? point : points.oldestFrom(oldest);
    if (found == null) {
      found = points.newest();
    }
    return found != null && ring.isSafe(found.entry()) ? found : null;
  }

  /** Where to start when there is no access point. */
  long position(Edge edge, Ring ring) {
    return fromFirst ? Math.min(ring.firstSafe(), edge.head()) : edge.head();
  }
}
