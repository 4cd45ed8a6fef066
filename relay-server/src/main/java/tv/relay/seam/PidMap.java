package tv.relay.seam;

import java.util.Arrays;
import java.util.List;
import tv.relay.index.Programme;
import tv.relay.mpegts.ElementaryStream;
import tv.relay.mpegts.ProgramAssociation;
import tv.relay.mpegts.ProgramMap;
import tv.relay.mpegts.TsPacket;

/**
 * Which PID a connection's packets get. Players such as ffmpeg and mpv follow no change of PIDs:
 * where both streams have one programme, a stream gets the PID of one with the same codec that was
 * there before, so that to them nothing has changed. Immutable.
 */
final class PidMap {
  /** Its packets are left out: another has its PID. */
  static final int NONE = -1;

  private static final int FIRST_FREE = 0x1F00;

  /** By PID of the source; null for all as they are. */
  private final int[] pids;

  /** Number of the programme that is mapped, ABSENT for all as they are. */
  private final int programNumber;

  private PidMap(int[] pids, int programNumber) {
    this.pids = pids;
    this.programNumber = programNumber;
  }

  static PidMap identity() {
    return new PidMap(null, TsPacket.ABSENT);
  }

  /** For a source with those tables, behind what was published with these. */
  static PidMap between(Programme published, Programme source) {
    if (!hasOneProgramme(published) || !hasOneProgramme(source)) {
      return identity();
    }
    return new Pairing(published, source).map();
  }

  private static boolean hasOneProgramme(Programme programme) {
    if (programme.maps().size() != 1 || programme.tables().size() != 2) {
      return false;
    }
    List<byte[]> association = Sections.of(programme.tables().get(0));
    ProgramAssociation pat =
        association.size() == 1
            ? ProgramAssociation.read(association.get(0), association.get(0).length)
            : null;
    return pat != null && pat.pmtPids().size() == 1;
  }

  /** Or {@link #NONE}. */
  int of(int pid) {
    return pids == null ? pid : pids[pid];
  }

  /** Whether the programme takes the place of the one that was published. */
  boolean replacesProgramme() {
    return pids != null;
  }

  int programNumber() {
    return programNumber;
  }

  /** Finds for each stream of the new programme its place. */
  private static final class Pairing {
    private final ProgramMap before;
    private final ProgramMap now;
    private final int[] pids = new int[TsPacket.PIDS];
    private final boolean[] mapped = new boolean[TsPacket.PIDS];
    private final boolean[] taken = new boolean[TsPacket.PIDS];

    Pairing(Programme published, Programme source) {
      before = published.maps().get(0);
      now = source.maps().get(0);
      put(ProgramAssociation.PID, ProgramAssociation.PID);
      put(TsPacket.NULL_PID, TsPacket.NULL_PID);
      put(source.tables().get(1).pid(), published.tables().get(1).pid());
      before.streams().forEach(stream -> taken[stream.pid()] = true);
      if (before.pcrPid() != TsPacket.NULL_PID) {
        taken[before.pcrPid()] = true;
      }
    }

    PidMap map() {
      boolean[] paired = new boolean[before.streams().size()];
      for (ElementaryStream stream : now.streams()) {
        for (int i = 0; i < paired.length && !mapped[stream.pid()]; i++) {
          ElementaryStream like = before.streams().get(i);
          if (!paired[i] && like.codec() == stream.codec()) {
            paired[i] = true;
            put(stream.pid(), like.pid());
          }
        }
      }
      boolean ownClock = before.streams().stream().noneMatch(s -> s.pid() == before.pcrPid());
      if (!mapped[now.pcrPid()] && ownClock && before.pcrPid() != TsPacket.NULL_PID) {
        put(now.pcrPid(), before.pcrPid());
      }
      now.streams().forEach(stream -> placeElsewhere(stream.pid()));
      placeElsewhere(now.pcrPid());
      for (int pid = 0; pid < TsPacket.PIDS; pid++) {
        if (!mapped[pid]) {
          pids[pid] = taken[pid] ? NONE : pid;
        }
      }
      boolean unchanged = before.programNumber() == now.programNumber() && isIdentity();
      return unchanged ? identity() : new PidMap(pids, before.programNumber());
    }

    private void placeElsewhere(int pid) {
      if (!mapped[pid]) {
        int free = pid;
        for (int at = FIRST_FREE; taken[free]; at++) {
          free = at;
        }
        put(pid, free);
      }
    }

    private void put(int pid, int place) {
      pids[pid] = place;
      mapped[pid] = true;
      taken[place] = true;
    }

    private boolean isIdentity() {
      int[] same = new int[TsPacket.PIDS];
      Arrays.setAll(same, pid -> pids[pid] == NONE ? NONE : pid);
      return Arrays.equals(same, pids);
    }
  }
}
