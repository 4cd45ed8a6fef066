package tv.relay.index;

import java.util.Arrays;

/** The access points of a channel's last seconds, oldest first. Immutable; any thread. */
public final class AccessPoints {
  static final AccessPoints NONE = new AccessPoints(new AccessPoint[0]);

  /** Bounds what a stream of access points only may keep. */
  static final int MAX_POINTS = 256;

  private final AccessPoint[] points;

  private AccessPoints(AccessPoint[] points) {
    this.points = points;
  }

  /** These and a newer one, without those from before {@code oldest}. */
  AccessPoints with(AccessPoint newer, long oldest) {
    int from = Math.max(0, points.length + 1 - MAX_POINTS);
    while (from < points.length && points[from].sequence() < oldest) {
      from++;
    }
    AccessPoint[] all = new AccessPoint[points.length - from + 1];
    System.arraycopy(points, from, all, 0, points.length - from);
    all[all.length - 1] = newer;
    return new AccessPoints(all);
  }

  public boolean isEmpty() {
    return points.length == 0;
  }

  /** Those that begin before that packet. */
  public AccessPoints before(long sequence) {
    int count = points.length;
    while (count > 0 && points[count - 1].sequence() >= sequence) {
      count--;
    }
    return count == points.length ? this : new AccessPoints(Arrays.copyOf(points, count));
  }

  /** Null when there is none. */
  public AccessPoint oldest() {
    return points.length == 0 ? null : points[0];
  }

  /** Null when there is none. */
  public AccessPoint newest() {
    return points.length == 0 ? null : points[points.length - 1];
  }

  /** The newest that is at or before this sequence, or null. */
  public AccessPoint newestUpTo(long sequence) {
    for (int i = points.length - 1; i >= 0; i--) {
      if (points[i].sequence() <= sequence) {
        return points[i];
      }
    }
    return null;
  }

  /** The oldest whose entry is at or after this sequence, or null. */
  public AccessPoint oldestFrom(long sequence) {
    AccessPoint oldest = null;
    for (int i = points.length - 1; i >= 0 && points[i].entry() >= sequence; i--) {
      oldest = points[i];
    }
    return oldest;
  }
}
