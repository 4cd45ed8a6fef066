package tv.relay.index;

import java.util.Arrays;
import tv.relay.mpegts.TsPacket;

/**
 * A place where decoding can start, and what a client needs to know who starts or goes on there.
 * Immutable; any thread.
 */
public final class AccessPoint {
  private final long sequence;
  private final long pts;
  private final int tablePackets;
  private final Programme programme;
  private final int[] pids;
  private final int[] counts;
  private final byte[] counters;
  private final long breaks;

  AccessPoint(long sequence, long pts, int tablePackets, Programme programme, PidLedger ledger) {
    this.sequence = sequence;
    this.pts = pts;
    this.tablePackets = tablePackets;
    this.programme = programme;
    this.pids = ledger.pids();
    this.counts = ledger.counts();
    this.counters = ledger.counters();
    this.breaks = ledger.breaks();
  }

  /** Number of the packet in which the group of pictures, or the sound's frame, begins. */
  public long sequence() {
    return sequence;
  }

  /** Where to start: at the tables, where they stand right before the access point. */
  public long entry() {
    return sequence - tablePackets;
  }

  /** Whether the stream itself has PAT and PMTs, once each, between the entry and this point. */
  public boolean hasTables() {
    return tablePackets > 0;
  }

  /** Presentation time of what begins here, in 90 kHz, or {@link TsPacket#ABSENT}. */
  public long pts() {
    return pts;
  }

  /** As of the tables in force here. */
  public Programme programme() {
    return programme;
  }

  /** PIDs that have been seen before this point; not to be changed. */
  public int[] pids() {
    return pids;
  }

  /** Payload packets of the PID before this point, modulo 2^32; 0 when there was none. */
  public int packetsBefore(int pid) {
    int at = find(pid);
    return at < 0 ? 0 : counts[at];
  }

  /** The PID's counter in its last payload packet before this point, or ABSENT. */
  public int counterBefore(int pid) {
    int at = find(pid);
    return at < 0 || counts[at] == 0 ? TsPacket.ABSENT : counters[at];
  }

  /** The stream's continuity errors before this point; see {@link StreamHealth.Report}. */
  public long continuityErrorsBefore() {
    return breaks;
  }

  private int find(int pid) {
    for (int i = 0; i < pids.length; i++) {
      if (pids[i] == pid) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public String toString() {
    return "access point at " + sequence + ", PIDs " + Arrays.toString(pids);
  }
}
