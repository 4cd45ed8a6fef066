package tv.relay.seam;

import java.util.Arrays;
import tv.relay.index.StreamIndex;
import tv.relay.mpegts.TsPacket;

/**
 * Continuity counters that go on where those of another connection stood: each of the source's PIDs
 * has something added to its own, from the packet on with which it joins. The reader's thread.
 */
final class Counters {
  private static final int MODULUS = 16;
  private static final byte NOT_JOINED = -1;

  /** What is added, by the source's PID. */
  private final byte[] shifts = new byte[TsPacket.PIDS];

  /** The latest that was published, by the PID that clients see; ABSENT before the first. */
  private final byte[] latest = new byte[TsPacket.PIDS];

  Counters(StreamIndex published) {
    Arrays.fill(shifts, NOT_JOINED);
    load(published);
  }

  /** Forgets what was taken note of and never published. */
  void load(StreamIndex published) {
    for (int pid = 0; pid < TsPacket.PIDS; pid++) {
      latest[pid] = (byte) published.latestCounter(pid);
    }
  }

  boolean isJoined(int sourcePid) {
    return shifts[sourcePid] != NOT_JOINED;
  }

  /** The source's PID goes on, with this payload packet, where {@code pid} stands. */
  void join(byte[] packets, int at, int sourcePid, int pid) {
    int counter = TsPacket.continuityCounter(packets, at);
    int shift = latest[pid] == TsPacket.ABSENT ? 0 : latest[pid] + 1 - counter;
    shifts[sourcePid] = (byte) Math.floorMod(shift, MODULUS);
  }

  /** Writes the counter of a packet of a PID that has joined. */
  void shift(byte[] packets, int at, int sourcePid) {
    int counter = TsPacket.continuityCounter(packets, at) + shifts[sourcePid];
    TsPacket.setContinuityCounter(packets, at, counter);
  }

  /** Takes note of a packet that is published. */
  void published(byte[] packets, int at, int pid) {
    if (TsPacket.hasPayload(packets, at)) {
      latest[pid] = (byte) TsPacket.continuityCounter(packets, at);
    }
  }

  /** Of the PID that clients see; ABSENT before the first. */
  int latest(int pid) {
    return latest[pid];
  }

  /** As far from the latest of that PID as can be. */
  int opposite(int pid) {
    return (latest[pid] + MODULUS / 2) % MODULUS;
  }

  /** What a payload packet of that PID is to have. */
  int next(int pid) {
    return (latest[pid] + 1) % MODULUS;
  }
}
