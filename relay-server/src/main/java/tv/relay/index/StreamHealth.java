package tv.relay.index;

import java.util.concurrent.TimeUnit;
import tv.relay.mpegts.PcrClock;
import tv.relay.mpegts.Timestamps;
import tv.relay.mpegts.TsPacket;

/**
 * Counts what is wrong with a stream and measures its rhythm. The reader's thread but for report.
 */
public final class StreamHealth {
  /** A step of the clock that is longer, or backwards, is a jump: 2.7.2 asks for one in 100 ms. */
  private static final long JUMP_TICKS = PcrClock.TICKS_PER_SECOND;

  /** Ticks of the clock in a microsecond. */
  private static final long TICKS_PER_MICRO = PcrClock.TICKS_PER_SECOND / 1_000_000;

  /** Of each new value's weight in the running means; as of RFC 3550, 6.4.1. */
  private static final int SMOOTHING = 16;

  /**
   * A stream's condition.
   *
   * @param continuityErrors breaks of continuity counters that the source did not announce
   * @param nullPackets packets that only fill
   * @param pcrJumps unannounced steps of the clock backwards or of over a second
   * @param pcrJitterMillis mean difference between the clock's steps and those of arrival
   * @param accessPointIntervalMillis mean distance of access points; null before there are two
   * @param scrambled whether the last unit of the main PID was
   */
  public record Report(
      long continuityErrors,
      long nullPackets,
      long pcrJumps,
      long pcrJitterMillis,
      Long accessPointIntervalMillis,
      boolean scrambled) {}

  // Each written by one thread and read by others: plain counters would be torn on no JVM in use,
  // but could be kept from sight for ever.
  private volatile long continuityErrors;
  private volatile long nullPackets;
  private volatile long pcrJumps;
  private volatile long jitterNanos;
  private volatile long intervalTicks;
  private volatile boolean scrambled;
  private long latestPcr = TsPacket.ABSENT;
  private long latestPcrNanos;

  private final Vitals vitals;

  StreamHealth(Vitals vitals) {
    this.vitals = vitals;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // One writer.
  void continuityError() {
    continuityErrors++;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // One writer.
  void nullPacket() {
    nullPackets++;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // One writer.
  void clockPacket(byte[] packets, int at, long nanoTime) {
    long pcr = PcrClock.read(packets, at);
    if (pcr == TsPacket.ABSENT) {
      return;
    }
    vitals.clock(pcr);
    long arrival = nanoTime - latestPcrNanos;
    if (latestPcr != TsPacket.ABSENT && TsPacket.discontinuity(packets, at)) {
      vitals.clockJump(arrival);
    } else if (latestPcr != TsPacket.ABSENT) {
      long step = PcrClock.elapsed(latestPcr, pcr);
      if (step > JUMP_TICKS) {
        pcrJumps++;
        vitals.clockJump(arrival);
      } else {
        vitals.clockStep(step);
        long difference = Math.abs(arrival - step * 1000 / TICKS_PER_MICRO);
        jitterNanos += (difference - jitterNanos) / SMOOTHING;
      }
    }
    latestPcr = pcr;
    latestPcrNanos = nanoTime;
  }

  void unit(boolean isScrambled) {
    if (scrambled != isScrambled) {
      scrambled = isScrambled;
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // One writer.
  void accessPoint(long pts, long previousPts) {
    if (pts == TsPacket.ABSENT || previousPts == TsPacket.ABSENT) {
      return;
    }
    long step = Math.floorMod(pts - previousPts, Timestamps.MODULUS);
    if (step < Timestamps.MODULUS / 2) {
      intervalTicks =
          intervalTicks == 0 ? step : intervalTicks + (step - intervalTicks) / (SMOOTHING / 2);
    }
  }

  void connectionChanged() {
    latestPcr = TsPacket.ABSENT;
  }

  Report report() {
    long interval = intervalTicks;
    return new Report(
        continuityErrors,
        nullPackets,
        pcrJumps,
        TimeUnit.NANOSECONDS.toMillis(jitterNanos),
        interval == 0 ? null : interval * 1000 / Timestamps.TICKS_PER_SECOND,
        scrambled);
  }
}
