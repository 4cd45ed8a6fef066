package tv.relay.delivery;

import java.nio.ByteBuffer;
import java.util.Arrays;
import tv.relay.index.AccessPoint;
import tv.relay.mpegts.TsPacket;
import tv.relay.ring.Ring;

/**
 * What a client has got of each PID at a cut: the counter of the last payload packet, whether its
 * unit is being finished, whether it waits for a new one. Made at a client's cut; its I/O thread.
 */
final class PidTable {
  /** Something of the PID is missing, however the counts compare. */
  private static final int BROKEN = 1;

  /** Since the cut nothing has come that tells whether a unit is open. */
  private static final int UNSEEN = 2;

  /** The unit that was open at the cut is being finished. */
  private static final int OPEN = 4;

  /** Nothing is sent until a unit starts. */
  private static final int WAITING = 8;

  private int[] pids;
  private int[] counts;
  private byte[] counters;
  private byte[] states;

  /** Number of the packet with which a break shows that is not announced, or -1. */
  private long[] shows;

  /** When the first unit begins that the client does not get; ABSENT while that is not known. */
  private long[] gapTimes;

  private int size;
  private int waiting;

  private PidTable(int capacity) {
    pids = new int[capacity];
    counts = new int[capacity];
    counters = new byte[capacity];
    states = new byte[capacity];
    shows = new long[capacity];
    gapTimes = new long[capacity];
  }

  /**
   * As of a cut right before chunk {@code cut}.
   *
   * @param next the oldest access point at or behind the cut; null when there is none yet
   * @param latest the newest before the cut, for when there is none behind it; may be null
   * @param before what an earlier cut has left unfinished; null when nothing
   */
  static PidTable atCut(
      ByteBuffer view, Ring ring, long cut, AccessPoint next, AccessPoint latest, PidTable before) {
    AccessPoint known = next != null ? next : latest;
    int[] pids = known == null ? new int[0] : known.pids();
    PidTable table = new PidTable(pids.length);
    for (int pid : pids) {
      int at = table.add(pid);
      table.counts[at] = known.packetsBefore(pid);
      table.counters[at] = (byte) known.counterBefore(pid);
      table.states[at] = (byte) (next == null ? UNSEEN | BROKEN : UNSEEN);
    }
    boolean[] seen =
        table.rewind(view, ring, cut, next != null ? next.sequence() : ring.headAcquire());
    for (int i = 0; next == null && i < pids.length; i++) {
      if (!seen[i]) {
        // It may have come between the latest and the cut.
        table.counters[i] = (byte) TsPacket.ABSENT;
      }
    }
    if (before != null) {
      table.takeOver(before, cut);
    }
    return table;
  }

  /**
   * From the state at an access point back to that at the cut before it.
   *
   * @return of which PIDs something lies between
   */
  private boolean[] rewind(ByteBuffer view, Ring ring, long cut, long end) {
    boolean[] seen = new boolean[size];
    if (!ring.isIntact(cut)) {
      // Nothing there is of the cut any more, and the end may be any number of rings away.
      return seen;
    }
    for (long sequence = cut; sequence < end; sequence++) {
      int at = ring.offsetOf(sequence);
      int pid = RingPacket.pid(view, at);
      int slot = find(pid);
      if (slot >= 0 && RingPacket.hasPayload(view, at)) {
        counts[slot]--;
        if (!seen[slot]) {
          seen[slot] = true;
          counters[slot] = (byte) ((RingPacket.counter(view, at) - 1) & 0x0F);
        }
      }
    }
    return seen;
  }

  /** What the client has got is not known: whatever comes is taken for broken. */
  void forgetCounters() {
    Arrays.fill(counters, (byte) TsPacket.ABSENT);
    Arrays.fill(states, (byte) BROKEN);
  }

  /** What still waited at this cut has had nothing since the one before. */
  private void takeOver(PidTable before, long cut) {
    for (int i = 0; i < before.size; i++) {
      if ((before.states[i] & WAITING) != 0 || before.shows[i] >= cut) {
        int at = find(before.pids[i]);
        if (at < 0) {
          at = add(before.pids[i]);
        }
        counters[at] = before.counters[i];
        states[at] = BROKEN;
      }
    }
  }

  private int add(int pid) {
    if (size == pids.length) {
      int larger = size + 8;
      pids = Arrays.copyOf(pids, larger);
      counts = Arrays.copyOf(counts, larger);
      counters = Arrays.copyOf(counters, larger);
      states = Arrays.copyOf(states, larger);
      shows = Arrays.copyOf(shows, larger);
      gapTimes = Arrays.copyOf(gapTimes, larger);
    }
    pids[size] = pid;
    counters[size] = (byte) TsPacket.ABSENT;
    shows[size] = -1;
    gapTimes[size] = TsPacket.ABSENT;
    return size++;
  }

  private int find(int pid) {
    for (int i = 0; i < size; i++) {
      if (pids[i] == pid) {
        return i;
      }
    }
    return -1;
  }

  /** Nothing of this PID is open at the cut; the first unit that is missing begins then. */
  void closed(int pid, long gapTime) {
    int at = find(pid);
    if (at >= 0) {
      states[at] &= ~(UNSEEN | OPEN);
      gapTimes[at] = gapTime;
    }
  }

  /** When the first unit begins that the client has not got, or ABSENT. */
  long gapTime(int pid) {
    int at = find(pid);
    return at < 0 ? TsPacket.ABSENT : gapTimes[at];
  }

  /** The packet is sent whatever unit it belongs to. */
  void passes(ByteBuffer view, int at) {
    int slot = find(RingPacket.pid(view, at));
    if (slot >= 0 && RingPacket.hasPayload(view, at)) {
      states[slot] |= OPEN;
      counts[slot]++;
      counters[slot] = (byte) RingPacket.counter(view, at);
    }
  }

  /** Whether a unit that was open at the cut still is, as far as is known, of any PID. */
  boolean anyMayBeOpen() {
    for (int i = 0; i < size; i++) {
      if ((states[i] & (UNSEEN | OPEN)) != 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether the unit that was open at the cut still is, as far as is known. */
  boolean mayBeOpen(int pid) {
    int at = find(pid);
    return at >= 0 && (states[at] & (UNSEEN | OPEN)) != 0;
  }

  /**
   * Whether the packet belongs to a unit that was open at the cut. To be asked for one packet after
   * the other, from the cut on; one that does is taken for sent.
   */
  boolean finishes(ByteBuffer view, int at) {
    int pid = RingPacket.pid(view, at);
    int slot = find(pid);
    if (slot < 0 || pid == TsPacket.NULL_PID || (states[slot] & (UNSEEN | OPEN)) == 0) {
      return false;
    }
    if (!RingPacket.hasPayload(view, at)) {
      return (states[slot] & OPEN) != 0;
    }
    states[slot] &= ~(UNSEEN | OPEN);
    if (RingPacket.payloadUnitStart(view, at)) {
      gapTimes[slot] = RingPacket.time(view, at);
      return false;
    }
    states[slot] |= OPEN;
    counts[slot]++;
    counters[slot] = (byte) RingPacket.counter(view, at);
    return true;
  }

  /** The client goes on here: what has had a hole by now waits for a new unit. */
  void resumeAt(AccessPoint point) {
    waiting = 0;
    for (int pid : point.pids()) {
      int at = find(pid);
      if (at < 0) {
        at = add(pid);
      }
      boolean hole = (states[at] & BROKEN) != 0 || counts[at] != point.packetsBefore(pid);
      states[at] = 0;
      if (hole) {
        states[at] = WAITING;
        waiting++;
      }
    }
  }

  boolean isWaiting(int pid) {
    int at = find(pid);
    return at >= 0 && (states[at] & WAITING) != 0;
  }

  boolean anyWaiting() {
    return waiting > 0;
  }

  /** The PID is whole again. */
  void settle(int pid) {
    int at = find(pid);
    if (at >= 0 && (states[at] & WAITING) != 0) {
      states[at] = 0;
      waiting--;
    }
  }

  /** A break of the PID is left to be seen by the counter of that packet. */
  void showAt(int pid, long sequence) {
    int at = find(pid);
    if (at >= 0) {
      shows[at] = sequence;
    }
  }

  /** Counter of the last packet that the client got, or ABSENT when that isn't known. */
  int counter(int pid) {
    int at = find(pid);
    return at < 0 ? TsPacket.ABSENT : counters[at];
  }

  /** The client gets a packet with this counter. */
  void setCounter(int pid, int counter) {
    int at = find(pid);
    if (at >= 0) {
      counters[at] = (byte) counter;
    }
  }
}
