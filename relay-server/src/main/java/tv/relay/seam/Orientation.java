package tv.relay.seam;

import java.util.List;
import java.util.concurrent.TimeUnit;
import tv.relay.index.Programme;
import tv.relay.index.Table;
import tv.relay.mpegts.ProgramMap;
import tv.relay.mpegts.Timestamps;
import tv.relay.mpegts.TsPacket;

/**
 * Tells from tables and clock how a new connection's stream stands to what was published. The
 * reader's thread.
 */
final class Orientation {
  /**
   * Further ahead, the clock is treated as another one: ffmpeg closes holes of over 10 s itself, in
   * the middle of what it has decoded.
   */
  private static final long AHEAD_TICKS = 9 * Timestamps.TICKS_PER_SECOND;

  /** Further behind what the ring holds, it is another clock, or too far for anybody to wait. */
  private static final long BEHIND_TICKS = 10 * Timestamps.TICKS_PER_SECOND;

  /** How long tables and a clock are waited for. */
  private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** How the stream stands to what was published. */
  enum Relation {
    UNKNOWN,
    /** The same programme on the same clock, not later. */
    BEHIND,
    /** The same programme on the same clock, later. */
    AHEAD,
    /** Another programme or another clock. */
    OTHER
  }

  /** Of the source, before the seam. */
  private final Programme before;

  /** By the clock of the clients. */
  private final Times published;

  private final PidMap pids;
  private final long shiftTicks;
  private Relation relation = Relation.UNKNOWN;
  private boolean isInRing;

  /** By the clock of the clients, or ABSENT. */
  private long earliest = TsPacket.ABSENT;

  /**
   * What is known before the connection's first packet.
   *
   * @param published by the tables in the ring
   * @param times in the ring
   * @param mapping of the connection before; null when its packets were published as they came
   */
  Orientation(Programme published, Times times, Mapping mapping) {
    this.before = mapping == null ? published : mapping.programme();
    this.published = times;
    this.pids = mapping == null ? PidMap.identity() : mapping.pids();
    this.shiftTicks = mapping == null ? 0 : mapping.shiftTicks();
  }

  /**
   * Takes the connection's next packet.
   *
   * @param programme as the connection's tables have it by now
   * @param waitedNanos since the connection's first packet
   */
  Relation take(byte[] packets, int at, Programme programme, long waitedNanos) {
    long time = time(packets, at);
    if (time != TsPacket.ABSENT && earliest == TsPacket.ABSENT) {
      earliest = time;
    }
    if (relation == Relation.AHEAD || relation == Relation.OTHER) {
      return relation;
    }
    boolean late = hasWaited(waitedNanos);
    boolean known =
        programme.mainPid() != TsPacket.ABSENT
            && (late || programme.maps().size() >= before.maps().size());
    if (known && !isSame(programme)) {
      relation = Relation.OTHER;
    } else if (known && time != TsPacket.ABSENT) {
      relation = compare(time);
    } else if (known && late && relation == Relation.UNKNOWN) {
      relation = Relation.OTHER;
    }
    return relation;
  }

  /** Whether that is as long as tables are waited for. */
  boolean hasWaited(long waitedNanos) {
    return waitedNanos >= WAIT_NANOS;
  }

  /** There has been enough waiting for it to catch up. */
  void giveUpOnClock() {
    relation = Relation.OTHER;
  }

  private Relation compare(long time) {
    long ahead = Timestamps.difference(last(), time);
    if (ahead > AHEAD_TICKS || behindRing(time) > BEHIND_TICKS) {
      return Relation.OTHER;
    }
    isInRing = ahead <= 0 && hasClock() && behindRing(time) <= 0;
    return ahead > 0 ? Relation.AHEAD : Relation.BEHIND;
  }

  private long behindRing(long time) {
    return Timestamps.difference(time, hasClock() ? published.firstClock() : last());
  }

  /** Whether the stream's time is one of which the ring holds the packets. */
  boolean isInRing() {
    return isInRing;
  }

  /** How much earlier than what was published the connection began; 0 when it didn't. */
  long behindMillis() {
    if (earliest == TsPacket.ABSENT) {
      return 0;
    }
    long behind = Timestamps.difference(earliest, last());
    return Math.max(0, behind * 1000 / Timestamps.TICKS_PER_SECOND);
  }

  /** How the source's stream was made up. */
  Programme before() {
    return before;
  }

  /** Where the source's streams went. */
  PidMap pids() {
    return pids;
  }

  /** What was added to the source's times. */
  long shiftTicks() {
    return shiftTicks;
  }

  private long last() {
    return hasClock() ? published.clock() : published.latest(pids.of(before.mainPid()));
  }

  private boolean hasClock() {
    return published.clock() != TsPacket.ABSENT;
  }

  /** By the clock of the clients; ABSENT when it says nothing that can be compared. */
  private long time(byte[] packets, int at) {
    int pid = TsPacket.pid(packets, at);
    long time = TsPacket.ABSENT;
    if (hasClock() && pid == before.clockPid()) {
      time = Times.clock(packets, at);
    } else if (!hasClock() && pid == before.mainPid()) {
      time = Times.decoding(packets, at);
    }
    return time == TsPacket.ABSENT || last() == TsPacket.ABSENT
        ? TsPacket.ABSENT
        : Math.floorMod(time + shiftTicks, Timestamps.MODULUS);
  }

  private boolean isSame(Programme programme) {
    return programme.mainPid() == before.mainPid()
        && programme.clockPid() == before.clockPid()
        && tablePids(before).containsAll(tablePids(programme))
        && programme.maps().stream()
            .allMatch(map -> before.maps().stream().anyMatch(other -> isSame(map, other)));
  }

  private static boolean isSame(ProgramMap one, ProgramMap other) {
    return one.programNumber() == other.programNumber()
        && one.pcrPid() == other.pcrPid()
        && one.streams().equals(other.streams());
  }

  private static List<Integer> tablePids(Programme programme) {
    return programme.tables().stream().map(Table::pid).toList();
  }
}
