package tv.relay.seam;

import java.util.concurrent.TimeUnit;
import tv.relay.index.Programme;
import tv.relay.index.Repair;
import tv.relay.index.Role;
import tv.relay.index.StreamIndex;
import tv.relay.mpegts.Announcement;
import tv.relay.mpegts.Codec;
import tv.relay.mpegts.PcrClock;
import tv.relay.mpegts.Timestamps;
import tv.relay.mpegts.TsPacket;

/**
 * What is done to each packet of a connection so that it follows what was published before: its PID
 * and its times are moved, its counter goes on, tables are written anew. Each PID begins with a
 * unit that is later than what it had, and elementary streams, of which something is then missing,
 * announce it.
 *
 * <p>Once its PID has begun, what a packet becomes depends on the packet alone, so that the next
 * connection's can be compared with what was published. The reader's thread.
 */
final class Mapping {
  /** A PID in which no unit has begun for so long is let through as it comes. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final StreamIndex scout;
  private final Times before;
  private final Outbox outbox;
  private final TableWriter tables;
  private final Counters counters;
  private final Leading leading;
  private final long shiftTicks;
  private final boolean sameClock;
  private final long beganNanos;
  private final Programme published;
  private Programme programme;
  private PidMap pids;

  /** Something of the main PID was left out, and nothing of it has come since. */
  private boolean hole;

  /**
   * @param published what is known of the ring's content
   * @param before the times that were published
   * @param scout what is known of the connection; it is kept up to date with its tables
   */
  Mapping(
      Entry entry,
      StreamIndex published,
      Times before,
      StreamIndex scout,
      Outbox outbox,
      long nanoTime) {
    this.published = published.programme();
    this.scout = scout;
    this.before = before;
    this.outbox = outbox;
    this.programme = entry.programme();
    this.pids = entry.pids();
    this.shiftTicks = entry.shiftTicks();
    this.sameClock = entry.repair().kind() == Repair.Kind.CONTINUED;
    this.beganNanos = nanoTime;
    this.counters = new Counters(published);
    this.leading = new Leading(programme.hasVideo(), entry.pts());
    this.tables = new TableWriter(this.published);
    tables.adopt(programme, pids);
  }

  /** How the source's stream is made up. */
  Programme programme() {
    return programme;
  }

  PidMap pids() {
    return pids;
  }

  long shiftTicks() {
    return shiftTicks;
  }

  /** The PID that the source's gets, or {@link PidMap#NONE}. */
  int pid(int sourcePid) {
    return pids.of(sourcePid);
  }

  boolean isTable(int sourcePid) {
    return scout.isTable(sourcePid);
  }

  /** Puts the break of the main PID and the tables before all else. */
  void begin() {
    if (programme.mainPid() != TsPacket.ABSENT && !isMpegAudio(programme.mainPid())) {
      // Before the tables, so that these stand right before the access point.
      announce(pids.of(programme.mainPid()));
    }
    tables.pids().forEach(this::writeTable);
  }

  /** What was passed on last has not been published. */
  void cutOff(StreamIndex index) {
    counters.load(index);
  }

  /** Passes the connection's next packet on, or leaves it out. */
  void pass(byte[] source, int at, long nanoTime) {
    int from = TsPacket.pid(source, at);
    int pid = pids.of(from);
    if (from == TsPacket.NULL_PID) {
      outbox.add(source, at);
    } else if (isTable(from)) {
      table(source, at, pid);
    } else if (pid != PidMap.NONE && isLetThrough(source, at, from, pid, nanoTime)) {
      int added = outbox.add(source, at);
      rewrite(outbox.packets(), added, from, pid);
      counters.published(outbox.packets(), added, pid);
    }
  }

  /** Writes what this packet would have been published as; false when it would not have been. */
  boolean form(byte[] source, int at, byte[] target) {
    int from = TsPacket.pid(source, at);
    int pid = pids.of(from);
    boolean filler = from == TsPacket.NULL_PID;
    if (!filler && (pid == PidMap.NONE || !counters.isJoined(from) || isTable(from))) {
      return false;
    }
    System.arraycopy(source, at, target, 0, TsPacket.BYTES);
    if (!filler) {
      rewrite(target, 0, from, pid);
    }
    return true;
  }

  private void rewrite(byte[] packets, int at, int from, int pid) {
    TsPacket.setPid(packets, at, pid);
    counters.shift(packets, at, from);
    shiftTimes(packets, at);
  }

  private void shiftTimes(byte[] packets, int at) {
    if (shiftTicks != 0) {
      PcrClock.shift(packets, at, shiftTicks * PcrClock.TICKS_PER_TIMESTAMP_TICK);
      Timestamps.shift(packets, at, shiftTicks);
    }
  }

  private void table(byte[] source, int at, int pid) {
    scout.packets(source, at, TsPacket.BYTES, 0, beganNanos);
    if (scout.programme() != programme) {
      programme = scout.programme();
      if (pids.replacesProgramme()) {
        pids = PidMap.between(published, programme);
      }
      tables.adopt(programme, pids);
    }
    if (pid != PidMap.NONE && TsPacket.payloadUnitStart(source, at)) {
      writeTable(pid);
    }
  }

  private void writeTable(int pid) {
    byte[] packets = tables.packets(pid);
    for (int at = 0; packets != null && at < packets.length; at += TsPacket.BYTES) {
      int added = outbox.add(packets, at);
      TsPacket.setContinuityCounter(outbox.packets(), added, counters.next(pid));
      counters.published(outbox.packets(), added, pid);
    }
  }

  private boolean isLetThrough(byte[] source, int at, int from, int pid, long nanoTime) {
    boolean payload = TsPacket.hasPayload(source, at);
    boolean main = from == programme.mainPid();
    if (main && leading.leavesOut(source, at)) {
      hole |= payload;
      return false;
    }
    if (main && hole && payload) {
      hole = false;
      announce(pid);
      counters.join(source, at, from, pid);
    }
    if (counters.isJoined(from)) {
      return true;
    }
    if (!payload) {
      clockOnly(source, at, from, pid);
      return false;
    }
    boolean waits = nanoTime - beganNanos < PATIENCE_NANOS;
    if (waits && !(TsPacket.payloadUnitStart(source, at) && isLater(source, at, pid))) {
      return false;
    }
    if (isMpegAudio(from)) {
      showHole(pid);
    } else if (!main && isToBeAnnounced(source, at, from)) {
      announce(pid);
    }
    counters.join(source, at, from, pid);
    return true;
  }

  /** A packet without payload, of a PID that waits for a unit, may still carry the clock. */
  private void clockOnly(byte[] source, int at, int from, int pid) {
    if (from == programme.clockPid() && PcrClock.isPresent(source, at)) {
      int added = outbox.add(source, at);
      TsPacket.setPid(outbox.packets(), added, pid);
      if (counters.latest(pid) != TsPacket.ABSENT) {
        TsPacket.setContinuityCounter(outbox.packets(), added, counters.latest(pid));
      }
      shiftTimes(outbox.packets(), added);
    }
  }

  /** Whether a unit is later than the last of its PID, as far as that can be told. */
  private boolean isLater(byte[] source, int at, int pid) {
    long time = Times.decoding(source, at);
    long last = before.latest(pid);
    if (time == TsPacket.ABSENT || last == TsPacket.ABSENT) {
      return true;
    }
    // Where the picture goes on has been chosen; sound must not go back into the last unit.
    long step = TsPacket.pid(source, at) == programme.mainPid() ? 1 : Math.max(1, before.step(pid));
    return Timestamps.difference(last, time + shiftTicks) >= step;
  }

  private boolean isToBeAnnounced(byte[] source, int at, int from) {
    Role role = programme.role(from);
    if (role == Role.OTHER) {
      // Sections take no harm: one that is cut short fails its CRC.
      return Times.decoding(source, at) != TsPacket.ABSENT;
    }
    return true;
  }

  private boolean isMpegAudio(int pid) {
    return programme.maps().stream()
        .flatMap(map -> map.streams().stream())
        .anyMatch(stream -> stream.pid() == pid && stream.codec() == Codec.MPEG_AUDIO);
  }

  /**
   * Lets the counter of MPEG audio jump once where its times do. VLC plays no more of it after an
   * announcement, and none after a hole that it isn't told of.
   */
  private void showHole(int pid) {
    if (sameClock && counters.latest(pid) != TsPacket.ABSENT) {
      int added = outbox.add();
      Announcement.padding(outbox.packets(), added, pid, counters.opposite(pid));
      counters.published(outbox.packets(), added, pid);
    }
  }

  /** For a PID that clients have had something of. */
  private void announce(int pid) {
    if (pid != PidMap.NONE && counters.latest(pid) != TsPacket.ABSENT) {
      int added = outbox.add();
      Announcement.discontinuity(outbox.packets(), added, pid, counters.latest(pid));
    }
  }
}
