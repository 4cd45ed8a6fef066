package tv.relay.upstream;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tv.relay.mpegts.Codec;
import tv.relay.mpegts.PacketSink;
import tv.relay.mpegts.PcrClock;
import tv.relay.mpegts.ProgramAssociation;
import tv.relay.mpegts.ProgramMap;
import tv.relay.mpegts.SectionAssembler;
import tv.relay.mpegts.TsPacket;

/** Looks at packets as they pass and gathers what there is to say about them. One thread. */
final class StreamSurvey implements PacketSink {
  private static final long TICKS_PER_MILLI = PcrClock.TICKS_PER_SECOND / 1000;

  private final SectionAssembler association = new SectionAssembler();
  private final Map<Integer, SectionAssembler> maps = new TreeMap<>();
  private final Map<Integer, ProgramMap> programs = new TreeMap<>();
  private int mainPid = TsPacket.ABSENT;
  private int clockPid = TsPacket.ABSENT;
  private long latestPcr;
  private long clockTicks;
  private long bytesAtFirstPcr;
  private long bytesAtLatestPcr;
  private long bytes;
  private long firstAccessTicks;
  private long latestAccessTicks;
  private int accessPoints;
  private boolean scrambled;

  @Override
  public void packets(byte[] buffer, int offset, int length) {
    for (int at = offset; at < offset + length; at += TsPacket.BYTES) {
      packet(buffer, at);
      bytes += TsPacket.BYTES;
    }
  }

  private void packet(byte[] buffer, int at) {
    int pid = TsPacket.pid(buffer, at);
    scrambled |= pid != TsPacket.NULL_PID && TsPacket.scrambled(buffer, at);
    if (pid == ProgramAssociation.PID) {
      association.packet(buffer, at, this::onAssociation);
    } else if (maps.containsKey(pid)) {
      maps.get(pid).packet(buffer, at, this::onMap);
    }
    if (PcrClock.isPresent(buffer, at)) {
      onClock(pid, PcrClock.read(buffer, at));
    }
    if (TsPacket.randomAccess(buffer, at) && (pid == mainPid || mainPid == TsPacket.ABSENT)) {
      onAccessPoint();
    }
  }

  private void onAssociation(byte[] section, int length) {
    ProgramAssociation pat = ProgramAssociation.read(section, length);
    if (pat != null) {
      pat.pmtPids().values().forEach(pid -> maps.computeIfAbsent(pid, p -> new SectionAssembler()));
    }
  }

  private void onMap(byte[] section, int length) {
    ProgramMap map = ProgramMap.read(section, length);
    if (map == null) {
      return;
    }
    programs.put(map.programNumber(), map);
    if (mainPid == TsPacket.ABSENT) {
      map.streams().stream()
          .filter(stream -> stream.codec().kind() == Codec.Kind.VIDEO)
          .findFirst()
          .ifPresent(
              video -> {
                mainPid = video.pid();
                accessPoints = 0;
              });
    }
  }

  private void onClock(int pid, long pcr) {
    if (clockPid == TsPacket.ABSENT) {
      clockPid = pid;
      latestPcr = pcr;
      bytesAtFirstPcr = bytes;
    }
    if (pid == clockPid) {
      long step = PcrClock.elapsed(latestPcr, pcr);
      // A jump of the clock says nothing about how much time went by.
      if (step < PcrClock.TICKS_PER_SECOND) {
        clockTicks += step;
      }
      latestPcr = pcr;
      bytesAtLatestPcr = bytes;
    }
  }

  private void onAccessPoint() {
    if (accessPoints == 0) {
      firstAccessTicks = clockTicks;
    }
    latestAccessTicks = clockTicks;
    accessPoints++;
  }

  List<ProgramMap> programs() {
    return List.copyOf(programs.values());
  }

  /** Bits per second by the stream's clock; 0 when it has none. */
  long bitrateBps() {
    return clockTicks == 0
        ? 0
        : (bytesAtLatestPcr - bytesAtFirstPcr) * 8 * PcrClock.TICKS_PER_SECOND / clockTicks;
  }

  Long randomAccessMillis() {
    return accessPoints < 2
        ? null
        : (latestAccessTicks - firstAccessTicks) / (accessPoints - 1) / TICKS_PER_MILLI;
  }

  boolean isScrambled() {
    return scrambled;
  }
}
