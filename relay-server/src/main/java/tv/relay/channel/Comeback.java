package tv.relay.channel;

import java.time.Duration;
import tv.relay.mpegts.TsPacket;
import tv.relay.upstream.Failure;
import tv.relay.upstream.StreamFormat;

/**
 * Goes back to a better source of the list without making viewers wait for it: while a later one
 * plays, an earlier one that has cooled down is read beside it, and takes over once it has been
 * good for a while. Only for transport streams, whose joints can be made to hold. Control thread,
 * but for what an understudy's reader calls.
 */
final class Comeback implements Understudy.Owner {
  /** All that is held is published within milliseconds: most of what clients read has to stay. */
  private static final int RING_SHARE = 4;

  /** So long viewers may get nothing: players have more than that in hand. */
  private static final long MAX_BEHIND_MILLIS = 1_000;

  /** When to look again at one that is further behind than that. */
  private static final Duration BEHIND_WAIT = Duration.ofMinutes(5);

  /** When to ask again for a connection, where there is none to spare. */
  private static final Duration SPARE_WAIT = Duration.ofSeconds(10);

  private final Scheduler control;
  private final LifeSupport support;
  private final SourceList sources;
  private final Runs runs;
  private final LifeStory story;
  private final Spares spares;
  private final Timers.Slot timer;

  /** Told that something has changed that is shown. */
  private final Runnable changed;

  /** Being read beside the source in use; null when there is none. */
  private Understudy understudy;

  Comeback(
      Scheduler control,
      LifeSupport support,
      SourceList sources,
      Runs runs,
      LifeStory story,
      Spares spares,
      Timers.Slot timer,
      Runnable changed) {
    this.control = control;
    this.support = support;
    this.sources = sources;
    this.runs = runs;
    this.story = story;
    this.spares = spares;
    this.timer = timer;
    this.changed = changed;
  }

  /** A source brings data. */
  void begin() {
    end();
    if (runs.current().format() == StreamFormat.TRANSPORT_STREAM) {
      tryAfter(Duration.ZERO);
    }
  }

  /** The source in use is no longer, or is another. */
  void end() {
    timer.cancel();
    if (understudy != null) {
      runs.withdraw(understudy);
      sources.dismissed(understudy.candidate, control.nanoTime());
      understudy.reader.cancel();
      understudy = null;
    }
  }

  /** Somebody needs the connection more; perhaps one that is being closed already. */
  private void release(Spares.Spare wanted) {
    if (understudy != null && understudy.spare == wanted) {
      end();
      changed.run();
      tryAfter(SPARE_WAIT);
    }
  }

  private void tryAfter(Duration atLeast) {
    Duration free = sources.untilBetter(control.nanoTime());
    if (free != null) {
      timer.set(free.compareTo(atLeast) > 0 ? free : atLeast, this::start);
    }
  }

  private void start() {
    Candidate better = sources.better(control.nanoTime());
    if (better == null) {
      tryAfter(Duration.ZERO);
      return;
    }
    Spares.Spare spare = spares.ask(better, this::release);
    if (spare == null) {
      tryAfter(SPARE_WAIT);
      return;
    }
    int ringBytes = runs.current().fanout().ring().capacityChunks() * TsPacket.BYTES;
    understudy =
        new Understudy(
            better,
            spare,
            support.options().rules().returnAfter().toNanos(),
            ringBytes / RING_SHARE,
            this);
    better.enter(SourceState.REHEARSING, control.nanoTime());
    story.rehearsing(sources.nameOf(better));
    understudy.reader =
        support.readers().start(sources.sourceOf(better), understudy.meter, understudy);
    changed.run();
  }

  @Override
  public void judged(Understudy which, boolean good) {
    control.execute(
        () -> {
          if (which != understudy) {
            return;
          }
          if (!good) {
            failed(
                new Failure(Failure.Kind.TOO_SLOW, "it plays, but too slowly or without a start"));
            which.reader.cancel();
          } else if (runs.current().behindMillis(which) > MAX_BEHIND_MILLIS) {
            tooFarBehind(Duration.ofMillis(runs.current().behindMillis(which)));
          } else {
            runs.handOver(which);
          }
        });
  }

  @Override
  public void ended(Understudy which, Failure why) {
    control.execute(
        () -> {
          if (which.run() != null) {
            // It took over while it ended.
            which.run().ended(why);
            return;
          }
          which.spare.giveBack();
          if (which == understudy) {
            runs.withdraw(which);
            failed(why);
          }
        });
  }

  /** It is good, but on the clock of the one in use, and later: viewers would have to wait. */
  private void tooFarBehind(Duration behind) {
    story.behind(understudy.candidate, behind);
    end();
    changed.run();
    tryAfter(BEHIND_WAIT);
  }

  private void failed(Failure why) {
    Candidate candidate = understudy.candidate;
    understudy = null;
    long now = control.nanoTime();
    Duration wait = sources.rehearsalFailed(candidate, why, now);
    story.notYet(candidate, why, sources.restOfLatestFailure(now));
    changed.run();
    tryAfter(wait);
  }

  /** It is the run's reader now. */
  void tookOver() {
    understudy.spare.keep();
    sources.returnTo(understudy.candidate, control.nanoTime());
    story.returned(sources);
    understudy = null;
    changed.run();
  }
}
