package tv.relay.index;

import java.util.Arrays;
import tv.relay.mpegts.TsPacket;

/**
 * How many payload packets each PID has had, its last counter, and the breaks of it. For the first
 * {@value #MAX_PIDS} PIDs that come, so that a hostile source can't make it grow. The reader's
 * thread.
 */
final class PidLedger {
  static final int MAX_PIDS = 128;
  private static final byte NO_SLOT = -1;

  private final byte[] slots = new byte[TsPacket.PIDS];
  private final int[] pids = new int[MAX_PIDS];
  private final int[] counts = new int[MAX_PIDS];
  private final byte[] counters = new byte[MAX_PIDS];

  /** Whether the last packet was a repetition, which is allowed once. */
  private final boolean[] repeated = new boolean[MAX_PIDS];

  /** Whether a counter is to be expected, as within one connection to the source. */
  private final boolean[] expected = new boolean[MAX_PIDS];

  private final int[] markedCounts = new int[MAX_PIDS];
  private final byte[] markedCounters = new byte[MAX_PIDS];
  private int used;
  private int marked;
  private long breaks;
  private long markedBreaks;

  PidLedger() {
    Arrays.fill(slots, NO_SLOT);
  }

  /**
   * Takes note of a packet.
   *
   * @return whether its counter shows that packets are missing before it
   */
  boolean note(byte[] packets, int at, int pid) {
    int slot = slots[pid];
    if (slot == NO_SLOT) {
      if (used == MAX_PIDS) {
        return false;
      }
      slot = used++;
      slots[pid] = (byte) slot;
      pids[slot] = pid;
    }
    if (!TsPacket.hasPayload(packets, at)) {
      return false;
    }
    int counter = TsPacket.continuityCounter(packets, at);
    int last = counters[slot];
    boolean again = expected[slot] && counter == last && !repeated[slot];
    boolean broken =
        expected[slot]
            && !again
            && counter != ((last + 1) & 0x0F)
            && !TsPacket.discontinuity(packets, at);
    counts[slot]++;
    counters[slot] = (byte) counter;
    repeated[slot] = again;
    expected[slot] = true;
    if (broken) {
      breaks++;
    }
    return broken;
  }

  /** Of the last payload packet; ABSENT when there was none. */
  int latestCounter(int pid) {
    int slot = slots[pid];
    return slot == NO_SLOT || counts[slot] == 0 ? TsPacket.ABSENT : counters[slot];
  }

  /** How many payload packets the PID has had; wraps. */
  int count(int pid) {
    int slot = slots[pid];
    return slot == NO_SLOT ? 0 : counts[slot];
  }

  /** What comes next is of another connection: its counters may be anything. */
  void expectAnything() {
    Arrays.fill(expected, false);
  }

  /** Keeps the present state aside, for the one who may turn out to need it; replaces the last. */
  void mark() {
    System.arraycopy(counts, 0, markedCounts, 0, used);
    System.arraycopy(counters, 0, markedCounters, 0, used);
    marked = used;
    markedBreaks = breaks;
  }

  /** Breaks of counters, as of the mark. */
  long breaks() {
    return markedBreaks;
  }

  /** As of the mark. */
  int[] pids() {
    return Arrays.copyOf(pids, marked);
  }

  /** As of the mark. */
  int[] counts() {
    return Arrays.copyOf(markedCounts, marked);
  }

  /** As of the mark. */
  byte[] counters() {
    return Arrays.copyOf(markedCounters, marked);
  }
}
