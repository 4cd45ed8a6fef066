package tv.relay.seam;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tv.relay.index.Programme;
import tv.relay.index.Table;
import tv.relay.mpegts.ProgramAssociation;
import tv.relay.mpegts.ProgramMap;
import tv.relay.mpegts.SectionEdit;
import tv.relay.mpegts.SectionPackets;

/**
 * The tables of a connection as clients get them: with the PIDs that its streams get, and under a
 * version number that differs from the one before whenever the content does, since players pass
 * over a table whose version they know. The reader's thread.
 */
final class TableWriter {

  /** What clients have of each table, by its PID. */
  private final Map<Integer, List<byte[]>> published = new HashMap<>();

  /** The packets of each table in force, by its PID, with counters from 0. */
  private final Map<Integer, byte[]> packets = new HashMap<>();

  /** Their PIDs, PAT first. */
  private List<Integer> pids = List.of();

  TableWriter(Programme last) {
    last.tables().forEach(table -> published.put(table.pid(), Sections.of(table)));
  }

  /** The source's tables are these from now on. */
  void adopt(Programme source, PidMap places) {
    packets.clear();
    List<Integer> all = new ArrayList<>();
    for (Table table : source.tables()) {
      int pid = places.of(table.pid());
      List<byte[]> sections = renumbered(pid, placed(table, places));
      all.add(pid);
      published.put(pid, sections);
      packets.put(pid, SectionPackets.write(pid, sections));
    }
    pids = all;
  }

  private List<byte[]> placed(Table table, PidMap places) {
    List<byte[]> sections = Sections.of(table);
    if (!places.replacesProgramme()) {
      return sections;
    }
    if (table.pid() == ProgramAssociation.PID) {
      return published.get(ProgramAssociation.PID);
    }
    return sections.stream()
        .map(
            section ->
                ProgramMap.read(section, section.length) == null
                    ? section
                    : SectionEdit.map(section, places.programNumber(), places::of))
        .toList();
  }

  private List<byte[]> renumbered(int pid, List<byte[]> sections) {
    List<byte[]> last = published.get(pid);
    if (last == null || last.isEmpty()) {
      return sections;
    }
    if (Sections.sameContent(last, sections)) {
      return last;
    }
    int version = SectionEdit.version(last.get(0)) + 1;
    return sections.stream().map(section -> SectionEdit.withVersion(section, version)).toList();
  }

  /** PAT first. */
  List<Integer> pids() {
    return pids;
  }

  /** The table's packets, or null while it isn't known. */
  byte[] packets(int pid) {
    return packets.get(pid);
  }
}
