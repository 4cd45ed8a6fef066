package tv.relay.seam;

import java.util.concurrent.TimeUnit;
import tv.relay.index.AccessPoint;
import tv.relay.index.AccessPoints;
import tv.relay.index.Programme;
import tv.relay.index.Repair;
import tv.relay.index.StreamIndex;
import tv.relay.mpegts.Timestamps;
import tv.relay.mpegts.TsPacket;

/**
 * Looks for the place where a connection that does not repeat what was published goes on behind it:
 * its first access point that is later. The reader's thread.
 */
final class EntrySearch {
  /** How far the first picture is put behind the last where the clocks differ. */
  private static final long STEP_TICKS = Timestamps.TICKS_PER_SECOND / 25;

  private static final long MILLIS = TimeUnit.MILLISECONDS.toNanos(1);

  private final Programme published;
  private final Times times;
  private final Orientation orientation;
  private final StreamIndex scout;
  private final Window window;
  private final long lastNanos;

  /** The points that hold nothing that will do. */
  private AccessPoints lookedAt;

  private boolean clockSeen;

  EntrySearch(
      Programme published,
      Times times,
      Orientation orientation,
      StreamIndex scout,
      Window window,
      long lastNanos) {
    this.published = published;
    this.times = times;
    this.orientation = orientation;
    this.scout = scout;
    this.window = window;
    this.lastNanos = lastNanos;
  }

  /**
   * Looks again, now that the window has one packet more.
   *
   * @param sameClock whether the stream goes on on the clock that it had
   * @param anyUnit whether any start of a unit will do
   * @param repeatedBytes what was left out since it was not later
   * @return null when there is no place yet
   */
  Entry look(boolean sameClock, boolean anyUnit, long repeatedBytes, long nanoTime) {
    long newest = window.end() - 1;
    byte[] packets = window.bytes();
    int at = window.at(newest);
    boolean clock =
        TsPacket.pid(packets, at) == scout.programme().clockPid()
            && Times.clock(packets, at) != TsPacket.ABSENT;
    clockSeen |= clock;
    AccessPoints points = scout.points();
    if (clock || points != lookedAt) {
      lookedAt = points;
      AccessPoint point = points.oldestFrom(window.first());
      while (point != null) {
        Entry entry = at(point.sequence(), sameClock, repeatedBytes, nanoTime);
        if (entry != null) {
          return entry;
        }
        point = points.oldestFrom(point.sequence() + 1);
      }
    }
    boolean unit =
        TsPacket.pid(packets, at) == scout.programme().mainPid()
            && TsPacket.payloadUnitStart(packets, at);
    clockSeen &= !anyUnit;
    return anyUnit && unit ? at(newest, sameClock, repeatedBytes, nanoTime) : null;
  }

  /** At the oldest packet there is, of a stream without tables. */
  Entry blind(long nanoTime) {
    Repair repair = new Repair(Repair.Kind.REBASED, 0, 0, (nanoTime - lastNanos) / MILLIS);
    return new Entry(
        window.first(),
        TsPacket.ABSENT,
        scout.programme(),
        PidMap.identity(),
        orientation.shiftTicks(),
        repair);
  }

  private Entry at(long number, boolean sameClock, long repeatedBytes, long nanoTime) {
    long clock = clockFrom(number);
    if (clockSeen && clock == TsPacket.ABSENT) {
      return null;
    }
    long pts = Timestamps.pts(window.bytes(), window.at(number));
    long dts = Times.decoding(window.bytes(), window.at(number));
    Programme programme = scout.programme();
    if (!sameClock) {
      long shift = rebase(clock, pts, dts);
      long gapMillis = (nanoTime - lastNanos) / MILLIS;
      Repair repair = new Repair(Repair.Kind.REBASED, 0, 0, gapMillis);
      return new Entry(number, pts, programme, PidMap.between(published, programme), shift, repair);
    }
    long shift = orientation.shiftTicks();
    int pid = orientation.pids().of(programme.mainPid());
    boolean later =
        isLater(times.latest(pid), dts, shift)
            && isLater(times.highestPts(pid), pts, shift)
            && isLater(times.clock(), clock, shift);
    if (!later) {
      return null;
    }
    boolean timed = dts != TsPacket.ABSENT && times.latest(pid) != TsPacket.ABSENT;
    long gapTicks = timed ? Timestamps.difference(times.latest(pid), dts + shift) : 0;
    long gapMillis =
        timed ? gapTicks * 1000 / Timestamps.TICKS_PER_SECOND : (nanoTime - lastNanos) / MILLIS;
    Repair repair =
        new Repair(
            Repair.Kind.CONTINUED,
            repeatedBytes,
            repeatedBytes == 0 ? 0 : orientation.behindMillis(),
            gapMillis);
    return new Entry(number, pts, programme, orientation.pids(), shift, repair);
  }

  private static boolean isLater(long last, long time, long shift) {
    return last == TsPacket.ABSENT
        || time == TsPacket.ABSENT
        || Timestamps.difference(last, time + shift) > 0;
  }

  /** The first PCR from that packet on, or ABSENT. */
  private long clockFrom(long number) {
    int pid = scout.programme().clockPid();
    for (long each = number; each < window.end(); each++) {
      if (TsPacket.pid(window.bytes(), window.at(each)) == pid) {
        long clock = Times.clock(window.bytes(), window.at(each));
        if (clock != TsPacket.ABSENT) {
          return clock;
        }
      }
    }
    return TsPacket.ABSENT;
  }

  /** What makes times follow those that were published: the least that lets none go back. */
  private long rebase(long clock, long pts, long dts) {
    int pid = published.mainPid();
    long shift = TsPacket.ABSENT;
    long step = Math.max(STEP_TICKS, published.hasVideo() ? 0 : times.step(pid));
    shift = atLeast(shift, times.highestPts(pid), pts, step);
    shift = atLeast(shift, times.latest(pid), dts, step);
    shift = atLeast(shift, times.clock(), clock, STEP_TICKS);
    return shift == TsPacket.ABSENT ? orientation.shiftTicks() : shift;
  }

  private static long atLeast(long shift, long last, long time, long step) {
    if (last == TsPacket.ABSENT || time == TsPacket.ABSENT) {
      return shift;
    }
    long wanted = Math.floorMod(last + step - time, Timestamps.MODULUS);
    boolean more = shift == TsPacket.ABSENT || Timestamps.difference(shift, wanted) > 0;
    return more ? wanted : shift;
  }
}
