package tv.relay.reserve;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import tv.relay.index.AccessPoint;
import tv.relay.index.AccessPoints;
import tv.relay.index.StreamIndex;
import tv.relay.index.Timeline;
import tv.relay.ring.Ring;

/**
 * Keeps clients some seconds behind the source: what comes is released at the pace of the stream's
 * own clock, so that a source that is away for less than the reserve is not missed.
 *
 * <pre>
 *   FILLING --(enough is held, or waited long enough)--> RUNNING
 *      ^                                                    |
 *      +--(what comes now should have been released before)-+
 * </pre>
 *
 * <p>While it runs dry the clock goes on: a stream that comes back where it would be by now is as
 * far behind as before, and the gap is a pause of the same length. One that comes back where it had
 * stopped is later than it should be, and fills the reserve again before it goes on.
 *
 * <p>Two clocks never agree, so the pace is corrected, by {@value #SLOWER_PERCENT} % at most where
 * less is held than wanted and {@value #FASTER_PERCENT} % where more is. With nobody watching there
 * is no pace: what is released is what is older than the reserve. What the ring can't hold is
 * released at once, whatever the clock says.
 *
 * <p>Safe for any thread; whoever finds another at it leaves the work to that one.
 */
public final class Reservoir implements Edge {
  private static final double SLOWER_PERCENT = 0.1;
  private static final double FASTER_PERCENT = 0.5;

  /** How long a difference would take to be made up for; longer than sources come in lumps. */
  private static final double CORRECTION_SECONDS = 1_000;

  /** Of the ring, what is held back at the most; the rest is for clients that lag. */
  private static final double SHARE_OF_RING = 5.0 / 8;

  private static final long MEASURE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final VarHandle RELEASED;

  static {
    try {
      RELEASED = MethodHandles.lookup().findVarHandle(Reservoir.class, "released", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Ring ring;
  private final StreamIndex index;
  private final Timeline timeline;
  private final long wantedNanos;
  private final long patienceNanos;
  private final long mostChunks;
  private final AtomicBoolean busy = new AtomicBoolean();

  /** Written by whoever is busy; accessed through RELEASED. */
  @SuppressWarnings("UnusedVariable")
  private long released;

  /** Written by whoever is busy. */
  private volatile boolean running;

  private volatile boolean ringFull;

  // Whoever is busy.
  private boolean begun;
  private boolean everRan;
  private long fillingSinceNanos;
  private long latestNanos;
  private boolean bursting;
  private long measuredNanos;
  private long measuredLatest;

  /** All has been released, and more would have been. */
  private boolean late;

  /** How far the stream had come then. */
  private long lateNanos;

  /** The time of the stream that is released now. */
  private long due;

  /**
   * Holds back all.
   *
   * @param index null when the stream is no transport stream
   * @param timeline of the stream in the ring
   * @param wantedNanos how far clients are to be kept behind
   * @param patienceNanos how long clients wait at the most until so much is there
   */
  public Reservoir(
      Ring ring, StreamIndex index, Timeline timeline, long wantedNanos, long patienceNanos) {
    this.ring = ring;
    this.index = index;
    this.timeline = timeline;
    this.wantedNanos = wantedNanos;
    this.patienceNanos = patienceNanos;
    this.mostChunks = (long) (ring.capacityChunks() * SHARE_OF_RING);
    this.released = ring.firstSequence();
  }

  @Override
  public long head() {
    return (long) RELEASED.getAcquire(this);
  }

  @Override
  public AccessPoints points() {
    return index == null ? null : index.points().before(head());
  }

  @Override
  public long nanosBetween(long from, long to) {
    return Math.max(0, timeline.nanosAt(to) - timeline.nanosAt(from));
  }

  @Override
  public long sequenceBehind(long nanos) {
    long head = head();
    return Math.min(head, timeline.sequenceAt(timeline.nanosAt(head) - nanos, head));
  }

  @Override
  public long roomChunks() {
    return ring.capacityChunks() - (ring.headAcquire() - head());
  }

  @Override
  public boolean isOpen() {
    return running && (index == null || !points().isEmpty());
  }

  @Override
  public Reserve reserve() {
    long held = Math.max(0, timeline.latestNanos() - timeline.nanosAt(head()));
    boolean tooSmall = ringFull && held < wantedNanos;
    return new Reserve(wantedNanos, held, !running, tooSmall, timeline.packetsPerSecond());
  }

  @Override
  public void arrived(long end, long nanoTime) {
    timeline.arrived(end, nanoTime);
  }

  @Override
  public void advance(long nanoTime, boolean watched) {
    if (ring.headAcquire() == ring.firstSequence() || !busy.compareAndSet(false, true)) {
      return;
    }
    try {
      if (!begun) {
        begun = true;
        fill(nanoTime);
        measuredLatest = 0;
      }
      measure(nanoTime);
      long elapsed = Math.max(0, nanoTime - latestNanos);
      latestNanos = nanoTime;
      if (running) {
        run(elapsed, nanoTime, watched);
      } else if (isFilled(nanoTime, watched)) {
        begin();
      }
      makeRoom();
    } finally {
      busy.set(false);
    }
  }

  private void fill(long nanoTime) {
    running = false;
    fillingSinceNanos = nanoTime;
    latestNanos = nanoTime;
    bursting = true;
    measuredNanos = nanoTime;
    measuredLatest = timeline.latestNanos();
  }

  private boolean isFilled(long nanoTime, boolean watched) {
    if (watched != everRan) {
      // Those who would wait have gone; or somebody has been let in before his time.
      return true;
    }
    if (everRan || index == null) {
      return isEnough(nanoTime, dueNow());
    }
    // Before the first access point there is nothing that is of use to anybody.
    AccessPoint firstPoint = index.points().oldest();
    return firstPoint != null && isEnough(nanoTime, timeIn(firstPoint));
  }

  private boolean isEnough(long nanoTime, long fromNanos) {
    boolean filled = timeline.latestNanos() - fromNanos >= wantedNanos;
    // What the source sends at once comes first: then it is known where the live edge is.
    return (filled && !bursting) || nanoTime - fillingSinceNanos >= patienceNanos;
  }

  /** Whether the source sends faster than in real time. */
  private void measure(long nanoTime) {
    long elapsed = nanoTime - measuredNanos;
    if (elapsed >= MEASURE_NANOS) {
      long latest = timeline.latestNanos();
      bursting = latest - measuredLatest > 2 * elapsed;
      measuredLatest = latest;
      measuredNanos = nanoTime;
    }
  }

  private void begin() {
    AccessPoint firstPoint = index == null ? null : index.points().oldest();
    long from = everRan || firstPoint == null ? dueNow() : timeIn(firstPoint);
    // Not less: what is held beyond the reserve may span a gap.
    due = Math.max(from, timeline.latestNanos() - wantedNanos);
    if (!everRan && firstPoint != null) {
      releaseUpTo(firstPoint.sequence() + 1);
    }
    everRan = true;
    late = false;
    running = true;
    release();
  }

  private long timeIn(AccessPoint point) {
    return timeline.nanosAt(point.sequence() + 1);
  }

  private long dueNow() {
    return timeline.nanosAt(head());
  }

  private void run(long elapsedNanos, long nanoTime, boolean watched) {
    long latest = timeline.latestNanos();
    if (watched) {
      due += elapsedNanos + (long) (elapsedNanos * correction(latest - due));
    } else {
      due = Math.max(dueNow(), latest - wantedNanos);
    }
    if (due <= latest) {
      late = false;
    } else if (!late) {
      late = true;
      lateNanos = latest;
    } else if (latest > lateNanos) {
      fill(nanoTime);
      return;
    }
    release();
  }

  private double correction(long heldNanos) {
    double error = (heldNanos - wantedNanos) / 1e9 / CORRECTION_SECONDS;
    return Math.max(-SLOWER_PERCENT / 100, Math.min(FASTER_PERCENT / 100, error));
  }

  private void release() {
    long head = ring.headAcquire();
    releaseUpTo(Math.min(head, timeline.sequenceAt(due, head)));
  }

  /** Releases what the ring is soon to run over. */
  private void makeRoom() {
    long head = ring.headAcquire();
    long oldest = Math.max(head - mostChunks, timeline.oldestSequence());
    if (head() < oldest) {
      ringFull = true;
      if (!running) {
        begin();
      }
      releaseUpTo(oldest);
      due = Math.max(due, dueNow());
    } else if (head() - oldest > ring.capacityChunks() / 16) {
      ringFull = false;
    }
  }

  private void releaseUpTo(long sequence) {
    if (sequence > head()) {
      RELEASED.setRelease(this, sequence);
    }
  }
}
