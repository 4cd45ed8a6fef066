package tv.relay.channel;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import tv.relay.index.StreamIndex;
import tv.relay.index.Vitals;
import tv.relay.upstream.Failure;

/**
 * Looks from time to time at whether the source in use, which sends something, sends what viewers
 * need: as much of the stream as its clock asks for, and pictures where there were some. Where
 * there is no other source to go to, each finding that follows on one takes twice as long, since
 * connecting anew costs viewers a gap and may mend nothing.
 *
 * <p>Control thread; it reads what the reader's thread counts.
 */
final class Checkup {
  /** A slow stretch is made of so many in a row, so that one pause and its catching up are none. */
  private static final int SLOW_PARTS = 3;

  /** What may be missing of a part, in percent: clocks differ, and sources send in bursts. */
  private static final int TOLERANCE_PERCENT = 5;

  /** What a burst brought beyond its time makes up for what is missing later, up to this. */
  private static final long MAX_SURPLUS_NANOS = TimeUnit.MINUTES.toNanos(5);

  private static final int MAX_DOUBLINGS = 6;

  private final Scheduler control;
  private final SourceRules rules;
  private final Timers.Slot timer;
  private final BooleanSupplier hasAnother;
  private final Consumer<Failure> found;
  private Vitals vitals;

  private long partSinceNanos;
  private long partClockNanos;
  private int partPackets;
  private long surplusNanos;
  private int slowParts;
  private long slowWallNanos;
  private long slowClockNanos;
  private int slowFindings;

  private int latestPictures;
  private long latestPictureNanos;
  private int soundsThen;
  private int pictureFindings;

  /**
   * Nothing to look at yet.
   *
   * @param hasAnother whether there is another source that could be used
   * @param found told at most once for each {@link #begin}
   */
  Checkup(
      Scheduler control,
      SourceRules rules,
      Timers.Slot timer,
      BooleanSupplier hasAnother,
      Consumer<Failure> found) {
    this.control = control;
    this.rules = rules;
    this.timer = timer;
    this.hasAnother = hasAnother;
    this.found = found;
  }

  /**
   * A connection brings data.
   *
   * @param index null for what is no transport stream, of which nothing can be told
   */
  void begin(StreamIndex index) {
    end();
    if (index == null || (rules.slowTimeout().isZero() && rules.pictureTimeout().isZero())) {
      return;
    }
    vitals = index.vitals();
    surplusNanos = 0;
    slowParts = 0;
    beginPart(control.nanoTime());
    sawPictures(control.nanoTime());
    timer.set(interval(), this::look);
  }

  /** The connection is no longer of interest. */
  void end() {
    timer.cancel();
    vitals = null;
  }

  /** Often enough that both deadlines are kept about to a quarter. */
  private Duration interval() {
    long slow = rules.slowTimeout().isZero() ? Long.MAX_VALUE : partNanos();
    long picture =
        rules.pictureTimeout().isZero() ? Long.MAX_VALUE : rules.pictureTimeout().toNanos() / 4;
    return Duration.ofNanos(Math.min(slow, picture));
  }

  private long partNanos() {
    return rules.slowTimeout().toNanos() / SLOW_PARTS;
  }

  private void look() {
    long now = control.nanoTime();
    Failure failure = pictures(now);
    if (failure == null && !rules.slowTimeout().isZero() && now - partSinceNanos >= partNanos()) {
      failure = pace(now);
    }
    if (failure == null) {
      timer.set(interval(), this::look);
    } else {
      end();
      found.accept(failure);
    }
  }

  private Failure pace(long now) {
    long wall = now - partSinceNanos;
    long clock = vitals.clockNanos() - partClockNanos;
    boolean untold = clock == 0 && packets() != partPackets;
    long missing = wall - clock - surplusNanos;
    surplusNanos = Math.max(0, Math.min(MAX_SURPLUS_NANOS, surplusNanos + clock - wall));
    if (untold || missing * 100 <= wall * TOLERANCE_PERCENT) {
      slowParts = 0;
      slowFindings = 0;
      beginPart(now);
      return null;
    }
    if (slowParts == 0) {
      slowWallNanos = 0;
      slowClockNanos = 0;
    }
    slowParts++;
    slowWallNanos += wall;
    slowClockNanos += clock;
    beginPart(now);
    if (slowParts < (long) SLOW_PARTS << patience(slowFindings)) {
      return null;
    }
    slowFindings++;
    return new Failure(
        Failure.Kind.TOO_SLOW,
        String.format(
            Locale.ROOT,
            "too slow: the source brought %.1f s of stream in %.1f s",
            slowClockNanos / 1e9,
            slowWallNanos / 1e9));
  }

  private void beginPart(long now) {
    partSinceNanos = now;
    partClockNanos = vitals.clockNanos();
    partPackets = packets();
  }

  private int packets() {
    return vitals.pictures() + vitals.sounds();
  }

  private Failure pictures(long now) {
    if (rules.pictureTimeout().isZero()) {
      return null;
    }
    int pictures = vitals.pictures();
    long gone = now - latestPictureNanos;
    if (pictures != latestPictures) {
      pictureFindings = 0;
      sawPictures(now);
    } else if (pictures != 0
        && vitals.sounds() != soundsThen
        && gone >= rules.pictureTimeout().toNanos() << patience(pictureFindings)) {
      pictureFindings++;
      return new Failure(
          Failure.Kind.NO_PICTURES,
          String.format(
              Locale.ROOT, "the pictures stopped %.1f s ago, while the sound goes on", gone / 1e9));
    }
    return null;
  }

  private void sawPictures(long now) {
    latestPictures = vitals.pictures();
    latestPictureNanos = now;
    soundsThen = vitals.sounds();
  }

  private int patience(int findings) {
    return hasAnother.getAsBoolean() ? 0 : Math.min(findings, MAX_DOUBLINGS);
  }
}
