package tv.relay.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tv.relay.mpegts.ProgramAssociation;
import tv.relay.mpegts.ProgramMap;
import tv.relay.mpegts.SectionAssembler;
import tv.relay.mpegts.SectionPackets;
import tv.relay.mpegts.TsPacket;

/**
 * Keeps the PAT and the PMTs in force as they come, change and go. The reader's thread; allocates
 * only when something changes.
 */
final class TableTracker {
  /** A transport stream of a satellite has about a dozen; a client's preamble holds them all. */
  private static final int MAX_PROGRAMMES = 16;

  /** Sections of one PID: of several programmes that share it, or of one very long table. */
  private static final int MAX_SECTIONS = 16;

  private final SectionAssembler association = new SectionAssembler();

  /** By PID. */
  private final SectionAssembler[] assemblers = new SectionAssembler[TsPacket.PIDS];

  private final Sections[] sections = new Sections[TsPacket.PIDS];
  private final Map<Integer, ProgramMap> maps = new TreeMap<>();
  private Map<Integer, Integer> pmtPids = Map.of();
  private Programme programme = Programme.unknown();
  private boolean[] mapPids = new boolean[TsPacket.PIDS];
  private int packetPid;
  private final SectionAssembler.SectionSink onAssociation = this::association;
  private final SectionAssembler.SectionSink onMap = this::map;

  Programme programme() {
    return programme;
  }

  /** Whether the PAT names this PID as that of a PMT. */
  boolean awaits(int pid) {
    return mapPids[pid];
  }

  /** Takes a packet of the PAT's PID or of a PMT's. */
  void packet(byte[] packets, int at, int pid) {
    packetPid = pid;
    if (pid == ProgramAssociation.PID) {
      association.packet(packets, at, onAssociation);
    } else {
      SectionAssembler assembler = assemblers[pid];
      if (assembler != null) {
        assembler.packet(packets, at, onMap);
      }
    }
  }

  private void association(byte[] section, int length) {
    Sections known = sections[ProgramAssociation.PID];
    if (known != null && known.has(section, length)) {
      return;
    }
    if (ProgramAssociation.read(section, length) == null) {
      return;
    }
    // Sections of another version or stream are of a table that is no more.
    if (known == null || !known.sameTable(section)) {
      known = new Sections();
      sections[ProgramAssociation.PID] = known;
    }
    known.put(section, length);
    Map<Integer, Integer> before = pmtPids;
    pmtPids = known.pmtPids();
    mapPids = new boolean[TsPacket.PIDS];
    pmtPids.values().forEach(pid -> mapPids[pid] = true);
    // A programme that has moved to another PID is not known any more.
    maps.keySet().removeIf(program -> !before.get(program).equals(pmtPids.get(program)));
    for (int pid = 0; pid < TsPacket.PIDS; pid++) {
      keepTrackOf(pid);
    }
    rebuild();
  }

  private void keepTrackOf(int pid) {
    if (pid == ProgramAssociation.PID) {
      return;
    }
    if (!mapPids[pid]) {
      assemblers[pid] = null;
      sections[pid] = null;
      return;
    }
    if (assemblers[pid] == null) {
      assemblers[pid] = new SectionAssembler();
    }
    if (sections[pid] != null) {
      sections[pid].retain(maps.keySet());
    }
  }

  private void map(byte[] section, int length) {
    Sections known = sections[packetPid];
    if (known != null && known.has(section, length)) {
      return;
    }
    ProgramMap map = ProgramMap.read(section, length);
    Integer pid = map == null ? null : pmtPids.get(map.programNumber());
    if (pid == null || pid != packetPid) {
      return;
    }
    if (known == null) {
      known = new Sections();
      sections[packetPid] = known;
    }
    known.put(section, length);
    maps.put(map.programNumber(), map);
    rebuild();
  }

  private void rebuild() {
    List<Table> tables = new ArrayList<>();
    List<ProgramMap> inOrder = new ArrayList<>();
    tables.add(sections[ProgramAssociation.PID].table(ProgramAssociation.PID));
    for (Map.Entry<Integer, Integer> program : pmtPids.entrySet()) {
      ProgramMap map = maps.get(program.getKey());
      int pid = program.getValue();
      if (map != null) {
        inOrder.add(map);
        if (tables.stream().noneMatch(table -> table.pid() == pid)) {
          tables.add(sections[pid].table(pid));
        }
      }
    }
    programme = new Programme(tables, inOrder);
  }

  /** The sections of one PID that are in force. */
  private static final class Sections {
    /** In the order of table_id_extension and section_number. */
    private final List<byte[]> inOrder = new ArrayList<>();

    private static int key(byte[] section) {
      return extension(section) << 8 | (section[6] & 0xFF);
    }

    private static int extension(byte[] section) {
      return (section[3] & 0xFF) << 8 | (section[4] & 0xFF);
    }

    /** Where this section is, or where it would have to be inserted. */
    private int placeOf(byte[] section) {
      int at = 0;
      while (at < inOrder.size() && key(inOrder.get(at)) < key(section)) {
        at++;
      }
      return at;
    }

    private boolean isAt(int at, byte[] section) {
      return at < inOrder.size() && key(inOrder.get(at)) == key(section);
    }

    /** Asked for each section that comes, so it allocates nothing. */
    boolean has(byte[] section, int length) {
      if (length < 8) {
        return false;
      }
      int at = placeOf(section);
      if (!isAt(at, section)) {
        return false;
      }
      byte[] known = inOrder.get(at);
      return Arrays.equals(known, 0, known.length, section, 0, length);
    }

    /** Whether what is known has the same transport_stream_id and version as this section. */
    boolean sameTable(byte[] section) {
      return inOrder.stream()
          .allMatch(s -> s[3] == section[3] && s[4] == section[4] && s[5] == section[5]);
    }

    void put(byte[] section, int length) {
      int at = placeOf(section);
      byte[] copy = Arrays.copyOf(section, length);
      if (isAt(at, section)) {
        inOrder.set(at, copy);
      } else if (inOrder.size() < MAX_SECTIONS) {
        inOrder.add(at, copy);
      }
    }

    /** Leaves out what is of other programmes than these. */
    void retain(Set<Integer> programs) {
      inOrder.removeIf(section -> !programs.contains(extension(section)));
    }

    /** Of a PAT: the programmes of all its sections, as many as are kept. */
    Map<Integer, Integer> pmtPids() {
      Map<Integer, Integer> pids = new LinkedHashMap<>();
      for (byte[] section : inOrder) {
        for (var entry : ProgramAssociation.read(section, section.length).pmtPids().entrySet()) {
          if (pids.size() < MAX_PROGRAMMES || pids.containsKey(entry.getKey())) {
            pids.put(entry.getKey(), entry.getValue());
          }
        }
      }
      return pids;
    }

    Table table(int pid) {
      return new Table(pid, SectionPackets.write(pid, List.copyOf(inOrder)));
    }
  }
}
