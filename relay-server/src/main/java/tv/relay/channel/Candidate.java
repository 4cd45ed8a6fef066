package tv.relay.channel;

import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import tv.relay.index.Repair;
import tv.relay.index.Seams;
import tv.relay.registry.SourceUrl;
import tv.relay.upstream.Failure;

/**
 * One of a channel's sources and what is known of its failures. A source that has cooled down has
 * one try until it proves itself. Control thread.
 */
final class Candidate {
  /** A source that lasted so long has proved itself, whatever was before. */
  private static final long PROVEN_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** How long a source is passed over: longer each time, until it proves itself. */
  private static final long[] LADDER_SECONDS = {10, 30, 60, 300, 900, 3_600};

  /** The longest wait for a source that said no while there is no other to ask. */
  private static final long DEFINITIVE_WAIT_NANOS = TimeUnit.SECONDS.toNanos(15);

  /** The longest wait while clients live on a reserve. */
  private static final long URGENT_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final SourceUrl url;
  private final Backoff backoff;
  private SourceState state = SourceState.IDLE;
  private long sinceNanos;
  private int tries;
  private int step;
  private Failure last;
  private boolean denied;
  private boolean cooling;
  private long coolUntilNanos;
  private boolean asksForRest;
  private long restUntilNanos;
  private Seams.Report seams = Seams.Report.NONE;

  Candidate(SourceUrl url, RandomGenerator random, long nowNanos) {
    this.url = url;
    this.backoff = new Backoff(random);
    this.sinceNanos = nowNanos;
  }

  boolean isLive() {
    return state == SourceState.LIVE;
  }

  SourceUrl url() {
    return url;
  }

  Failure last() {
    return last;
  }

  void enter(SourceState next, long nowNanos) {
    if (state != next) {
      state = next;
      sinceNanos = nowNanos;
    }
    denied &= next != SourceState.LIVE;
  }

  /** A try has brought nothing, or what it brought has ended. */
  void failed(Failure why, int triesPerSource, long nowNanos) {
    if (state == SourceState.LIVE && nowNanos - sinceNanos >= PROVEN_NANOS) {
      backoff.reset();
      if (!why.isPoor()) {
        tries = 0;
        step = 0;
      }
    }
    last = why;
    denied = why.isDefinitive();
    tries++;
    if (why.isDefinitive() || why.isPoor() || tries >= triesPerSource) {
      long seconds = LADDER_SECONDS[Math.min(step, LADDER_SECONDS.length - 1)];
      step++;
      cooling = true;
      coolUntilNanos = nowNanos + TimeUnit.SECONDS.toNanos(seconds);
    }
    if (why.retryAfter() != null) {
      asksForRest = true;
      restUntilNanos = nowNanos + why.retryAfter().toNanos();
    }
    enter(SourceState.IDLE, nowNanos);
  }

  /** What it brings was made to follow what was there before. */
  void repaired(Repair repair) {
    seams = seams.plus(repair);
  }

  /** Somebody wants this one, whatever it did. */
  void forgive() {
    cooling = false;
    asksForRest = false;
  }

  boolean isAvailable(long nowNanos) {
    return nanosUntilFree(nowNanos) == 0;
  }

  /** How long it is to be passed over; 0 when it isn't. */
  long nanosUntilFree(long nowNanos) {
    long cool = cooling ? Math.max(0, coolUntilNanos - nowNanos) : 0;
    return Math.max(cool, nanosOfRest(nowNanos));
  }

  /** How long it must not be asked at all, since it said so. */
  long nanosOfRest(long nowNanos) {
    return asksForRest ? Math.max(0, restUntilNanos - nowNanos) : 0;
  }

  /** Whether its last word was a no for good. */
  boolean hasDenied() {
    return denied;
  }

  /**
   * How long to wait until it is asked again, since there is none to be asked sooner.
   *
   * @param urgent whether nobody has missed it yet, as long as it is soon back
   */
  long nextWaitNanos(long nowNanos, boolean urgent) {
    long wait = hasDenied() ? DEFINITIVE_WAIT_NANOS : backoff.next().toNanos();
    if (urgent && !hasDenied()) {
      wait = Math.min(wait, URGENT_WAIT_NANOS);
    }
    if (cooling && coolUntilNanos - nowNanos > 0) {
      wait = Math.min(wait, coolUntilNanos - nowNanos);
    }
    return Math.max(wait, nanosOfRest(nowNanos));
  }

  SourceView view(long nowNanos) {
    boolean idle = state == SourceState.IDLE && !isAvailable(nowNanos);
    return new SourceView(
        url.redacted(),
        idle ? SourceState.COOLING : state,
        sinceNanos,
        tries,
        last == null ? null : last.reason(),
        seams,
        nowNanos + nanosUntilFree(nowNanos));
  }
}
