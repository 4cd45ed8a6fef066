package tv.relay.seam;

import java.util.concurrent.TimeUnit;
import tv.relay.index.Programme;
import tv.relay.index.Repair;
import tv.relay.index.StreamIndex;
import tv.relay.mpegts.TsPacket;
import tv.relay.ring.Ring;

/**
 * The beginning of a connection behind another, until it is known where its packets belong. They
 * are held meanwhile, the latest of them.
 *
 * <pre>
 *   repeats what is in the ring ------------------> followed up to the end, goes on as before
 *   same programme, earlier than what was sent ---> waited for until it is later, or repeats
 *   same programme, later ------------------------> goes on at its first access point
 *   anything else --------------------------------> the same, with times that follow
 * </pre>
 *
 * The reader's thread.
 */
final class Joining {
  /** How long an access point, or a stream that is behind, is waited for. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** So many packets that the ring should hold and doesn't: its clock is the same by chance. */
  private static final int MAX_STRANGERS = 25;

  enum Step {
    /** It was repeated, or is not yet known: nothing is to be published. */
    HOLD,
    /** It was the last that was repeated: the next one goes on as before. */
    GO_ON_BEHIND,
    /** It goes on as before. */
    GO_ON,
    /** It goes on at {@link #entry}, which is in {@link #window}. */
    ENTER
  }

  private final Window window;
  private final StreamIndex scout = new StreamIndex(Window.MAX_PACKETS);
  private final Trail trail;
  private final Overlap overlap;
  private final Orientation orientation;
  private final EntrySearch search;
  private final long waitedBeforeNanos;
  private long beganNanos;
  private long latestNanos;
  private long bytes;

  /** Of those, what came before the stream was later than what was published. */
  private long behindBytes;

  private Entry entry;

  /**
   * The ring's end is where the connection has to follow.
   *
   * @param mapping of the connection before; null when its packets were published as they came
   * @param lastNanos when something was published last
   * @param waitedBeforeNanos how long other connections have tried to follow there
   */
  Joining(
      Ring ring, StreamIndex published, Mapping mapping, long lastNanos, long waitedBeforeNanos) {
    Programme programme = published.programme();
    this.window = new Window(ring.capacityChunks());
    this.trail = new Trail(ring, programme.clockPid());
    this.overlap = new Overlap(published, trail, mapping);
    this.orientation = new Orientation(programme, trail.times(), mapping);
    this.search = new EntrySearch(programme, trail.times(), orientation, scout, window, lastNanos);
    this.waitedBeforeNanos = waitedBeforeNanos;
  }

  /** Takes the connection's next packet. */
  Step take(byte[] packets, int at, long nanoTime) {
    if (bytes == 0) {
      beganNanos = nanoTime;
    }
    latestNanos = nanoTime;
    Overlap.Verdict verdict = overlap.take(packets, at, window);
    Programme programme = scout.programme();
    Orientation.Relation relation = orientation.take(packets, at, programme, nanoTime - beganNanos);
    if (verdict == Overlap.Verdict.NEW) {
      return Step.GO_ON;
    }
    bytes += TsPacket.BYTES;
    if (verdict == Overlap.Verdict.LAST) {
      return Step.GO_ON_BEHIND;
    }
    long number = window.end();
    window.add(packets, at);
    scout.packets(packets, at, TsPacket.BYTES, number, nanoTime);
    if (overlap.isCertain()) {
      return Step.HOLD;
    }
    entry = find(relation, nanoTime);
    return entry == null ? Step.HOLD : Step.ENTER;
  }

  private Entry find(Orientation.Relation relation, long nanoTime) {
    boolean impatient = waitedNanos() >= PATIENCE_NANOS;
    switch (relation) {
      case AHEAD -> {
        return search.look(true, impatient, behindBytes, nanoTime);
      }
      case OTHER -> {
        return search.look(false, impatient, 0, nanoTime);
      }
      case BEHIND -> {
        behindBytes = bytes;
        // A clock that was set back, as by a source that starts it with each connection.
        impatient |= orientation.isInRing() && overlap.strangers() >= MAX_STRANGERS;
      }
      case UNKNOWN -> {
        boolean hadTables = orientation.before().mainPid() != TsPacket.ABSENT;
        if (impatient || (!hadTables && orientation.hasWaited(nanoTime - beganNanos))) {
          return search.blind(nanoTime);
        }
      }
    }
    if (impatient) {
      orientation.giveUpOnClock();
    }
    return null;
  }

  /** Up to now, together with connections before this one. */
  long waitedNanos() {
    return waitedBeforeNanos + latestNanos - beganNanos;
  }

  /** After ENTER. */
  Entry entry() {
    return entry;
  }

  Window window() {
    return window;
  }

  /** What is known of the connection. */
  StreamIndex scout() {
    return scout;
  }

  /** The times before the seam. */
  Times times() {
    return trail.times();
  }

  /** What is to be said where the connection goes on as before. */
  Repair overlap() {
    return new Repair(Repair.Kind.OVERLAP, bytes, orientation.behindMillis(), 0);
  }
}
