package tv.relay.cli.zoo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tv.relay.mpegts.Codec;
import tv.relay.mpegts.ElementaryStream;
import tv.relay.mpegts.ProgramAssociation;
import tv.relay.mpegts.ProgramMap;
import tv.relay.mpegts.SectionAssembler;
import tv.relay.mpegts.TsPacket;

/**
 * What a client is sent first, up to the first packet of an elementary stream: PAT, PMT and RAP,
 * each named once, or what stands in their places. For one thread.
 */
final class Beginning {
  /** What is right; the SDT may stand between. */
  static final List<String> DECODABLE = List.of("PAT", "PMT", "RAP");

  private static final int LAST_DVB_TABLE_PID = 0x1F;

  private final Clip clip;
  private final SectionAssembler association = new SectionAssembler();
  private final Map<Integer, SectionAssembler> maps = new HashMap<>();
  private final List<ElementaryStream> streams = new ArrayList<>();
  private final List<String> kinds = new ArrayList<>();

  /** Nothing of the clip has come yet. */
  Beginning(Clip clip) {
    this.clip = clip;
  }

  /** Takes the next packet; false when the beginning is over with it. */
  boolean accept(byte[] packets, int at) {
    int pid = TsPacket.pid(packets, at);
    if (pid == ProgramAssociation.PID) {
      association.packet(packets, at, (section, length) -> onAssociation(section, length));
      add("PAT");
      return true;
    }
    if (maps.containsKey(pid)) {
      maps.get(pid).packet(packets, at, (section, length) -> onMap(section, length));
      add("PMT");
      return true;
    }
    if (pid <= LAST_DVB_TABLE_PID || pid == TsPacket.NULL_PID) {
      return true;
    }
    boolean right = decides(pid) && clip.isAccessPoint(packets, at);
    add(right ? "RAP" : "PID " + pid + (TsPacket.payloadUnitStart(packets, at) ? " start" : ""));
    return false;
  }

  List<String> kinds() {
    return List.copyOf(kinds);
  }

  private void add(String kind) {
    if (!kinds.contains(kind)) {
      kinds.add(kind);
    }
  }

  /** Where there is video, that decides. */
  private boolean decides(int pid) {
    boolean anyVideo = streams.stream().anyMatch(Beginning::isVideo);
    return streams.stream().anyMatch(s -> s.pid() == pid && (isVideo(s) || !anyVideo));
  }

  private static boolean isVideo(ElementaryStream stream) {
    return stream.codec().kind() == Codec.Kind.VIDEO;
  }

  private void onAssociation(byte[] section, int length) {
    ProgramAssociation pat = ProgramAssociation.read(section, length);
    if (pat != null) {
      pat.pmtPids().values().forEach(pid -> maps.putIfAbsent(pid, new SectionAssembler()));
    }
  }

  private void onMap(byte[] section, int length) {
    ProgramMap pmt = ProgramMap.read(section, length);
    if (pmt != null) {
      streams.addAll(pmt.streams());
    }
  }
}
