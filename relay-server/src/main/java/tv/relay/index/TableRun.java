package tv.relay.index;

import java.util.List;
import tv.relay.mpegts.ProgramAssociation;

/**
 * Watches for the tables of a stream standing together, PAT first, each PMT once: where they stand
 * right before an access point a client can start with them. The reader's thread.
 */
final class TableRun {
  private int packets;

  /** Takes note of the next packet. */
  void note(int pid, boolean isTable, boolean unitStart) {
    if (!isTable) {
      packets = 0;
    } else if (pid == ProgramAssociation.PID && unitStart) {
      packets = 1;
    } else if (packets > 0) {
      packets++;
    }
  }

  /** How many packets of tables stand before the one at hand; 0 when they aren't all there. */
  int packets(List<Table> tables) {
    int wanted = tables.stream().mapToInt(Table::packets).sum();
    return packets == wanted ? packets : 0;
  }
}
