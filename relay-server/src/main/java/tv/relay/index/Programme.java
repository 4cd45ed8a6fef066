package tv.relay.index;

import java.util.Arrays;
import java.util.List;
import tv.relay.mpegts.Codec;
import tv.relay.mpegts.ElementaryStream;
import tv.relay.mpegts.ProgramMap;
import tv.relay.mpegts.TsPacket;

/**
 * How a stream is made up, as of its tables: which PID plays which role, and which decides where
 * one can start. Immutable; any thread.
 */
public final class Programme {
  private static final Role[] ROLES = Role.values();

  private final List<Table> tables;
  private final List<ProgramMap> maps;
  private final int mainPid;
  private final Codec mainCodec;
  private final int clockPid;

  /** Of the programme that decides. */
  private final int[] soundPids;

  /** Ordinals of {@link Role} by PID. */
  private final byte[] roles = new byte[TsPacket.PIDS];

  Programme(List<Table> tables, List<ProgramMap> maps) {
    this.tables = List.copyOf(tables);
    this.maps = List.copyOf(maps);
    Arrays.fill(roles, ordinal(Role.OTHER));
    maps.forEach(map -> map.streams().forEach(stream -> set(stream.pid(), roleOf(stream.codec()))));
    ProgramMap deciding = deciding(maps);
    ElementaryStream main = deciding == null ? null : main(deciding);
    mainPid = main == null ? TsPacket.ABSENT : main.pid();
    mainCodec = main == null ? null : main.codec();
    clockPid = deciding == null ? TsPacket.ABSENT : deciding.pcrPid();
    soundPids = deciding == null ? new int[0] : soundPids(deciding);
    if (main != null) {
      set(mainPid, Role.MAIN);
    }
    tables.forEach(table -> set(table.pid(), Role.TABLE));
    set(TsPacket.NULL_PID, Role.NULL);
  }

  /** Of several programmes the first with video decides, or else the first with sound. */
  private static ProgramMap deciding(List<ProgramMap> maps) {
    for (Codec.Kind kind : List.of(Codec.Kind.VIDEO, Codec.Kind.AUDIO)) {
      for (ProgramMap map : maps) {
        if (first(map, kind) != null) {
          return map;
        }
      }
    }
    return null;
  }

  private static int[] soundPids(ProgramMap map) {
    return map.streams().stream()
        .filter(stream -> stream.codec().kind() == Codec.Kind.AUDIO)
        .mapToInt(ElementaryStream::pid)
        .toArray();
  }

  private static ElementaryStream main(ProgramMap map) {
    ElementaryStream video = first(map, Codec.Kind.VIDEO);
    return video != null ? video : first(map, Codec.Kind.AUDIO);
  }

  private static ElementaryStream first(ProgramMap map, Codec.Kind kind) {
    return map.streams().stream().filter(s -> s.codec().kind() == kind).findFirst().orElse(null);
  }

  private static Role roleOf(Codec codec) {
    if (codec == Codec.MPEG_AUDIO) {
      return Role.MPEG_AUDIO;
    }
    return codec.kind() == Codec.Kind.OTHER ? Role.OTHER : Role.ELEMENTARY;
  }

  private void set(int pid, Role role) {
    roles[pid] = ordinal(role);
  }

  @SuppressWarnings("EnumOrdinal") // A table of 8,192 bytes rather than references.
  private static byte ordinal(Role role) {
    return (byte) role.ordinal();
  }

  public Role role(int pid) {
    return ROLES[roles[pid]];
  }

  /** PAT first, then the PMTs. */
  public List<Table> tables() {
    return tables;
  }

  /** In the order of the PAT. */
  public List<ProgramMap> maps() {
    return maps;
  }

  /** The PID whose access points count, or {@link TsPacket#ABSENT}. */
  public int mainPid() {
    return mainPid;
  }

  /** Whether breaks of this PID are not to be announced, whatever its role. */
  public boolean isMpegAudio(int pid) {
    return role(pid) == Role.MPEG_AUDIO || (pid == mainPid && mainCodec == Codec.MPEG_AUDIO);
  }

  /** Not to be changed. */
  int[] soundPids() {
    return soundPids;
  }

  /** Whether access points are those of pictures. */
  public boolean hasVideo() {
    return mainCodec != null && mainCodec.kind() == Codec.Kind.VIDEO;
  }

  /** Null when there is no main PID. */
  Codec mainCodec() {
    return mainCodec;
  }

  /**
   * The PID that carries the clock; null packets' when none does, ABSENT when that is not known.
   */
  public int clockPid() {
    return clockPid;
  }

  /** Nothing known yet. */
  static Programme unknown() {
    return new Programme(List.of(), List.of());
  }
}
