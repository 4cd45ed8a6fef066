package tv.relay.delivery;

import java.nio.ByteBuffer;
import tv.relay.index.AccessPoint;
import tv.relay.index.Role;
import tv.relay.index.Table;
import tv.relay.mpegts.Announcement;
import tv.relay.mpegts.SectionPackets;
import tv.relay.mpegts.Timestamps;
import tv.relay.mpegts.TsPacket;

/**
 * The stretch behind an access point at which a client starts or goes on, until every PID has found
 * its feet again. Packets are looked at one by one: most are sent as they are; what cannot be
 * decoded by somebody who has not got what lies before is left out; a break is announced by a
 * packet of our own in front.
 *
 * <ul>
 *   <li>Before all, PAT and PMTs with counters that join what the client has to what comes.
 *   <li>The main PID starts with the access point. Pictures behind it in the stream that are shown
 *       before it refer to what the client has not got, and are left out.
 *   <li>Other PIDs of which something is missing go on with their next unit. An elementary stream's
 *       break is announced, but for MPEG audio's, which is left to show itself; sections are
 *       bridged by packets that hold none. After a long gap sound waits for pictures: {@link
 *       LongGap}.
 * </ul>
 */
final class Resumption {

  /** What is to be done about a packet. */
  enum Verdict {
    SEND,
    LEAVE_OUT,
    /** Packets of our own are pending that go first; the packet itself is to be asked for again. */
    INSERTED
  }

  /** Times further apart belong to different clocks. */
  private static final long SAME_CLOCK_TICKS = 2 * Timestamps.TICKS_PER_SECOND;

  private static final int COUNTERS = 16;

  private final AccessPoint point;
  private final int mainPid;

  /** Where packets of our own are made. */
  private final byte[] own = new byte[TsPacket.BYTES];

  /** What the client has of each PID; null for one that joins. */
  private final PidTable pids;

  private final LongGap longGap;

  /** Pictures may still come that are shown before the access point. */
  private boolean leading;

  /** The picture at hand is one of those. */
  private boolean leavingOut;

  private int leadingCounter = TsPacket.ABSENT;

  /** Once the client has got so far, it has seen all breaks that are not announced. */
  private long shownUpTo;

  Resumption(AccessPoint point, PidTable pids) {
    this.point = point;
    this.pids = pids;
    this.mainPid = point.programme().mainPid();
    this.leading = point.programme().hasVideo() && point.pts() != TsPacket.ABSENT;
    this.longGap = new LongGap(point, pids);
    if (pids != null) {
      pids.resumeAt(point);
    }
  }

  /** Whether there is nothing left to look at for a client that goes on at {@code next}. */
  boolean isOver(long next) {
    return !leading && next >= shownUpTo && (pids == null || !pids.anyWaiting());
  }

  /** Whether the main PID is in pictures that the client does not get. */
  boolean isLeavingOut() {
    return leading && leavingOut;
  }

  /** At a cut: what was left out last is not to be finished, and has not been made known. */
  void noteLeftOut(PidTable atCut) {
    if (isLeavingOut()) {
      atCut.closed(mainPid, TsPacket.ABSENT);
    }
    if (leadingCounter != TsPacket.ABSENT) {
      atCut.setCounter(mainPid, (leadingCounter - 1) & (COUNTERS - 1));
    }
  }

  PidTable pids() {
    return pids;
  }

  /** Puts in front what the access point needs. */
  void begin(Pending pending) {
    for (Table table : point.programme().tables()) {
      insert(table, pending);
    }
    if (pids != null) {
      int counter = point.counterBefore(mainPid);
      if (point.programme().isMpegAudio(mainPid)) {
        if (pids.isWaiting(mainPid)) {
          show(pending, mainPid, counter + 1, point.sequence());
        }
      } else if (pids.counter(mainPid) != counter) {
        discontinuity(pending, mainPid, counter);
      }
      pids.settle(mainPid);
    }
  }

  /** A table of which the last packet has the counter that the stream goes on from. */
  private void insert(Table table, Pending pending) {
    int pid = table.pid();
    int packets = table.packets();
    int last = point.counterBefore(pid);
    int had = pids == null ? TsPacket.ABSENT : pids.counter(pid);
    int between = had == TsPacket.ABSENT ? 0 : (last - had - packets) & (COUNTERS - 1);
    int counter = last - packets - between + 1;
    if (pids != null && had == TsPacket.ABSENT) {
      discontinuity(pending, pid, counter - 2);
      // By its counter the next may pass for a repetition, which is left out: not the table.
      SectionPackets.stuffing(own, 0, pid, (counter - 1) & (COUNTERS - 1));
      pending.insert(own);
    }
    for (int i = 0; i < between; i++) {
      SectionPackets.stuffing(own, 0, pid, counter++ & (COUNTERS - 1));
      pending.insert(own);
    }
    if (point.hasTables()) {
      packets = 0;
    }
    for (int i = 0; i < packets; i++) {
      table.copy(i, counter++, own);
      pending.insert(own);
    }
    if (pids != null) {
      pids.settle(pid);
    }
  }

  /**
   * About the packet at {@code at}.
   *
   * @param pending null when others are to be written before this packet: nothing may then be put
   *     in front of it, nor decided on that; the answer is INSERTED where it has to be asked again
   */
  Verdict verdict(ByteBuffer view, int at, long sequence, Pending pending) {
    int pid = RingPacket.pid(view, at);
    if (pid == mainPid) {
      Verdict verdict =
          leading && sequence != point.sequence() ? leading(view, at, pending) : Verdict.SEND;
      if (verdict == Verdict.SEND && pids != null) {
        longGap.sent(view, at, sequence);
      }
      return verdict;
    }
    if (pids == null || !pids.isWaiting(pid)) {
      return Verdict.SEND;
    }
    if (!RingPacket.hasPayload(view, at)) {
      return withoutPayload(view, at, pid, pending);
    }
    if (!RingPacket.payloadUnitStart(view, at) || longGap.holdsBack(view, at, pid)) {
      return Verdict.LEAVE_OUT;
    }
    if (pending == null) {
      return Verdict.INSERTED;
    }
    int inserted = bridge(view, at, pid, sequence, pending);
    pids.settle(pid);
    return inserted > 0 ? Verdict.INSERTED : Verdict.SEND;
  }

  private Verdict leading(ByteBuffer view, int at, Pending pending) {
    if (RingPacket.payloadUnitStart(view, at)) {
      if (pending == null) {
        return Verdict.INSERTED;
      }
      byte[] packet = RingPacket.copy(view, at);
      long pts = Timestamps.pts(packet, 0);
      long dts = Timestamps.dts(packet, 0);
      boolean before = pts == TsPacket.ABSENT ? leavingOut : isBefore(pts);
      // Nothing is shown before it is decoded: from here on all is shown after the access point.
      leading = before || (pts != TsPacket.ABSENT && dts != TsPacket.ABSENT && isBefore(dts));
      leavingOut = before;
    }
    int counter = RingPacket.counter(view, at);
    if (leavingOut) {
      if (leadingCounter == TsPacket.ABSENT && RingPacket.hasPayload(view, at)) {
        leadingCounter = counter;
      }
      return Verdict.LEAVE_OUT;
    }
    if (leadingCounter == TsPacket.ABSENT || !RingPacket.hasPayload(view, at)) {
      return Verdict.SEND;
    }
    if (pending == null) {
      return Verdict.INSERTED;
    }
    leadingCounter = TsPacket.ABSENT;
    discontinuity(pending, mainPid, counter - 1);
    return Verdict.INSERTED;
  }

  private boolean isBefore(long time) {
    long early = Math.floorMod(point.pts() - time, Timestamps.MODULUS);
    return early > 0 && early < SAME_CLOCK_TICKS;
  }

  /** A packet that has no payload may still carry the clock, without which nothing is shown. */
  private Verdict withoutPayload(ByteBuffer view, int at, int pid, Pending pending) {
    if (pid != point.programme().clockPid()) {
      return Verdict.LEAVE_OUT;
    }
    int counter = RingPacket.counter(view, at);
    if (pids.counter(pid) == counter) {
      return Verdict.SEND;
    }
    if (pending == null) {
      return Verdict.INSERTED;
    }
    pids.setCounter(pid, counter);
    discontinuity(pending, pid, counter);
    return Verdict.INSERTED;
  }

  /** Makes the break before a unit's first packet known; returns packets inserted. */
  private int bridge(ByteBuffer view, int at, int pid, long sequence, Pending pending) {
    int next = RingPacket.counter(view, at);
    int had = pids.counter(pid);
    int jump = (next - had) & (COUNTERS - 1);
    Role role = point.programme().role(pid);
    if (role == Role.OTHER && had != TsPacket.ABSENT && !startsPes(view, at)) {
      return stuff(pending, pid, had, jump);
    }
    if (role == Role.MPEG_AUDIO) {
      return show(pending, pid, next, sequence);
    }
    if (had != TsPacket.ABSENT && jump == 1) {
      return 0;
    }
    discontinuity(pending, pid, next - 1);
    return 1;
  }

  /** Sees to it that a break shows without being announced; returns packets inserted. */
  private int show(Pending pending, int pid, int next, long sequence) {
    shownUpTo = sequence + 1;
    pids.showAt(pid, sequence);
    int had = pids.counter(pid);
    if (had != TsPacket.ABSENT && ((next - had) & (COUNTERS - 1)) > 1) {
      return 0;
    }
    // As far as can be from the one that the next packet would follow.
    int counter = (next + COUNTERS / 2) % COUNTERS;
    Announcement.padding(own, 0, pid, counter);
    pending.insert(own);
    pids.setCounter(pid, counter);
    return 1;
  }

  /** Counts up to where the sections go on; never by nothing, so that none is left open. */
  private int stuff(Pending pending, int pid, int had, int jump) {
    int count = jump <= 1 ? jump + COUNTERS - 1 : jump - 1;
    for (int i = 1; i <= count; i++) {
      SectionPackets.stuffing(own, 0, pid, (had + i) % COUNTERS);
      pending.insert(own);
    }
    return count;
  }

  private static boolean startsPes(ByteBuffer view, int at) {
    byte[] packet = RingPacket.copy(view, at);
    int payload = TsPacket.payloadOffset(packet, 0);
    return TsPacket.scrambled(packet, 0)
        || (payload != TsPacket.ABSENT
            && payload + 3 <= TsPacket.BYTES
            && packet[payload] == 0
            && packet[payload + 1] == 0
            && packet[payload + 2] == 1);
  }

  private void discontinuity(Pending pending, int pid, int counter) {
    Announcement.discontinuity(own, 0, pid, counter & (COUNTERS - 1));
    pending.insert(own);
  }
}
