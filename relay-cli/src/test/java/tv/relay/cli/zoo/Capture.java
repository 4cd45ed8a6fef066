package tv.relay.cli.zoo;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tv.relay.mpegts.ProgramAssociation;
import tv.relay.mpegts.SectionAssembler;
import tv.relay.mpegts.TsPacket;

/**
 * What a client has got, from its first byte.
 *
 * @param bytes whole packets
 */
record Capture(byte[] bytes) {

  /** Packets whose counter doesn't go on, by PID. */
  record Breaks(Map<Integer, Integer> announced, Map<Integer, Integer> unannounced) {

    int unannouncedInAll() {
      return unannounced.values().stream().mapToInt(Integer::intValue).sum();
    }
  }

  /** Leaves out a packet that the end of reading has cut. */
  static Capture of(byte[] received) {
    return new Capture(Arrays.copyOf(received, received.length - received.length % TsPacket.BYTES));
  }

  /** Where in the bytes the first packet without a sync byte is, or ABSENT. */
  int misalignedAt() {
    for (int at = 0; at < bytes.length; at += TsPacket.BYTES) {
      if (bytes[at] != TsPacket.SYNC) {
        return at;
      }
    }
    return TsPacket.ABSENT;
  }

  /** Without the unit that each PID has not finished, so that its end is no error. */
  Capture upToWholeUnits() {
    Map<Integer, Integer> lastStarts = new HashMap<>();
    for (int at = 0; at < bytes.length; at += TsPacket.BYTES) {
      if (TsPacket.payloadUnitStart(bytes, at)) {
        lastStarts.put(TsPacket.pid(bytes, at), at);
      }
    }
    byte[] whole = new byte[bytes.length];
    int length = 0;
    for (int at = 0; at < bytes.length; at += TsPacket.BYTES) {
      if (at < lastStarts.getOrDefault(TsPacket.pid(bytes, at), 0)) {
        System.arraycopy(bytes, at, whole, length, TsPacket.BYTES);
        length += TsPacket.BYTES;
      }
    }
    return new Capture(Arrays.copyOf(whole, length));
  }

  /**
   * Without the unit that each PID was in when a break of it was announced: what a source has cut
   * in two, and never sent the rest of, no relay can mend. All else is there.
   */
  Capture withoutUnitsAtBreaks() {
    Map<Integer, List<Integer>> units = new HashMap<>();
    BitSet leftOut = new BitSet();
    for (int at = 0; at < bytes.length; at += TsPacket.BYTES) {
      List<Integer> unit = units.computeIfAbsent(TsPacket.pid(bytes, at), pid -> new ArrayList<>());
      if (TsPacket.discontinuity(bytes, at)) {
        unit.forEach(leftOut::set);
      }
      if (TsPacket.discontinuity(bytes, at) || TsPacket.payloadUnitStart(bytes, at)) {
        unit.clear();
      }
      unit.add(at);
    }
    byte[] whole = new byte[bytes.length];
    int length = 0;
    for (int at = 0; at < bytes.length; at += TsPacket.BYTES) {
      if (!leftOut.get(at)) {
        System.arraycopy(bytes, at, whole, length, TsPacket.BYTES);
        length += TsPacket.BYTES;
      }
    }
    return new Capture(Arrays.copyOf(whole, length));
  }

  /**
   * In pieces in which the PMT stays the same, each with the PAT before it: ffmpeg knows what a
   * stream consists of from its beginning, and doesn't follow when that changes for good.
   */
  List<Capture> byTables() {
    List<Capture> pieces = new ArrayList<>();
    ByteArrayOutputStream piece = new ByteArrayOutputStream();
    byte[] association = new byte[0];
    SectionAssembler tables = new SectionAssembler();
    Set<Integer> mapPids = new HashSet<>();
    Map<Integer, Integer> versions = new HashMap<>();
    for (int at = 0; at < bytes.length; at += TsPacket.BYTES) {
      int pid = TsPacket.pid(bytes, at);
      if (pid == ProgramAssociation.PID) {
        association = Arrays.copyOfRange(bytes, at, at + TsPacket.BYTES);
        tables.packet(
            bytes,
            at,
            (section, length) ->
                mapPids.addAll(ProgramAssociation.read(section, length).pmtPids().values()));
      }
      // The version is in byte 5 of the section, which a pointer precedes; one packet is enough.
      int payload = TsPacket.payloadOffset(bytes, at);
      if (mapPids.contains(pid) && TsPacket.payloadUnitStart(bytes, at)) {
        int version = bytes[payload + 1 + 5] >> 1 & 0x1F;
        Integer before = versions.put(pid, version);
        if (before != null && before != version) {
          pieces.add(new Capture(piece.toByteArray()));
          piece.reset();
          piece.writeBytes(association);
        }
      }
      piece.write(bytes, at, TsPacket.BYTES);
    }
    pieces.add(new Capture(piece.toByteArray()));
    return pieces;
  }

  /** By the rule that ffmpeg goes by, which takes a packet that comes twice for a break too. */
  Breaks breaks() {
    Map<Integer, Integer> counters = new HashMap<>();
    Map<Integer, Integer> announced = new TreeMap<>();
    Map<Integer, Integer> unannounced = new TreeMap<>();
    for (int at = 0; at < bytes.length; at += TsPacket.BYTES) {
      int pid = TsPacket.pid(bytes, at);
      int counter = TsPacket.continuityCounter(bytes, at);
      Integer last = counters.put(pid, counter);
      if (last == null || pid == TsPacket.NULL_PID) {
        continue;
      }
      int expected = TsPacket.hasPayload(bytes, at) ? last + 1 & 0x0F : last;
      if (counter != expected) {
        (TsPacket.discontinuity(bytes, at) ? announced : unannounced).merge(pid, 1, Integer::sum);
      }
    }
    return new Breaks(announced, unannounced);
  }
}
