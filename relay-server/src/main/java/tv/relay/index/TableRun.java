package tv.relay.index;

import java.util.List;
import tv.relay.mpegts.ProgramAssociation;

/**
 * Watches for the tables of a stream standing together, PAT first, each PMT once: where they stand
 * right before an access point a client can start with them. The reader's thread.
 */
final class TableRun {
  /** A longer one passes for none: the tables are then written for who starts there. */
  private static final int MAX_PACKETS = 64;

  /** Of the packets, in their order. */
  private final int[] pids = new int[MAX_PACKETS];

  private int packets;

  /** Takes note of the next packet. */
  void note(int pid, boolean isTable, boolean unitStart) {
    if (!isTable) {
      packets = 0;
      return;
    }
    boolean begins = pid == ProgramAssociation.PID && unitStart;
    if (packets == 0 && !begins) {
      return;
    }
    int at = begins ? 0 : packets;
    if (at < MAX_PACKETS) {
      pids[at] = pid;
    }
    packets = Math.min(at, MAX_PACKETS) + 1;
  }

  /** How many packets of tables stand before the one at hand; 0 when they aren't all there. */
  int packets(List<Table> tables) {
    if (packets == 0 || packets > MAX_PACKETS) {
      return 0;
    }
    int wanted = 0;
    for (Table table : tables) {
      if (count(table.pid()) != table.packets()) {
        return 0;
      }
      wanted += table.packets();
    }
    return packets == wanted ? packets : 0;
  }

  private int count(int pid) {
    int count = 0;
    for (int i = 0; i < packets; i++) {
      if (pids[i] == pid) {
        count++;
      }
    }
    return count;
  }
}
