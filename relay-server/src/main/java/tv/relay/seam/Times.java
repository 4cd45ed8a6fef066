package tv.relay.seam;

import java.util.Arrays;
import tv.relay.mpegts.PcrClock;
import tv.relay.mpegts.Timestamps;
import tv.relay.mpegts.TsPacket;

/** The latest times of a stream, in 90 kHz. The reader's thread. */
final class Times {
  /** Longer ones are holes, or of a stream in which nothing follows at once. */
  private static final int MAX_STEP_TICKS = (int) Timestamps.TICKS_PER_SECOND;

  private final int clockPid;
  private final long[] latest = new long[TsPacket.PIDS];
  private final long[] highest = new long[TsPacket.PIDS];
  private final int[] steps = new int[TsPacket.PIDS];
  private long firstClock = TsPacket.ABSENT;
  private long clock = TsPacket.ABSENT;

  Times(int clockPid) {
    this.clockPid = clockPid;
    Arrays.fill(latest, TsPacket.ABSENT);
    Arrays.fill(highest, TsPacket.ABSENT);
  }

  /** Takes note of the next packet; answers whether it has a time. */
  boolean note(byte[] packets, int at) {
    int pid = TsPacket.pid(packets, at);
    long pcr = clock(packets, at);
    if (pcr != TsPacket.ABSENT && pid == clockPid) {
      clock = pcr;
      firstClock = firstClock == TsPacket.ABSENT ? pcr : firstClock;
    }
    long pts = Timestamps.pts(packets, at);
    if (pts != TsPacket.ABSENT) {
      long time = decoding(packets, at);
      long step = latest[pid] == TsPacket.ABSENT ? 0 : Timestamps.difference(latest[pid], time);
      if (step > steps[pid] && step <= MAX_STEP_TICKS) {
        steps[pid] = (int) step;
      }
      latest[pid] = time;
      if (highest[pid] == TsPacket.ABSENT || Timestamps.difference(highest[pid], pts) > 0) {
        highest[pid] = pts;
      }
    }
    return pcr != TsPacket.ABSENT || pts != TsPacket.ABSENT;
  }

  /** The packet's PCR in 90 kHz, or ABSENT. */
  static long clock(byte[] packets, int at) {
    long pcr = PcrClock.read(packets, at);
    return pcr == TsPacket.ABSENT ? pcr : pcr / PcrClock.TICKS_PER_TIMESTAMP_TICK;
  }

  /** The packet's DTS, or its PTS where both are one, or ABSENT. */
  static long decoding(byte[] packets, int at) {
    long dts = Timestamps.dts(packets, at);
    return dts != TsPacket.ABSENT ? dts : Timestamps.pts(packets, at);
  }

  /** The first PCR, or ABSENT. */
  long firstClock() {
    return firstClock;
  }

  /** The latest PCR, or ABSENT. */
  long clock() {
    return clock;
  }

  /** When the PID's latest unit is decoded, or ABSENT. */
  long latest(int pid) {
    return pid < 0 ? TsPacket.ABSENT : latest[pid];
  }

  /**
   * How long one of the PID's units lasts at the most, as far as is known: several frames of sound
   * share one time.
   */
  int step(int pid) {
    return pid < 0 ? 0 : steps[pid];
  }

  /** When the last of the PID's units is shown, or ABSENT. */
  long highestPts(int pid) {
    return pid < 0 ? TsPacket.ABSENT : highest[pid];
  }
}
