package tv.relay.index;

import java.util.concurrent.TimeUnit;
import tv.relay.mpegts.PcrClock;
import tv.relay.mpegts.TsPacket;

/**
 * Whether a stream flows: how far its clock has come, and whether pictures and sound still come. By
 * figures that only grow, so that whoever wants to know looks twice. Written by the reader's
 * thread, read by any; each is right by itself.
 */
public final class Vitals {
  /** What passes at a jump of the clock, at most: a jump tells nothing of how long it took. */
  private static final long MAX_JUMP_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final long TICKS_PER_MICRO = PcrClock.TICKS_PER_SECOND / 1_000_000;

  private volatile long clockNanos;
  private volatile long clock = TsPacket.ABSENT;
  private volatile int pictures;
  private volatile int sounds;

  Vitals() {}

  /** What the clock says, in 27 MHz. */
  void clock(long pcr) {
    clock = pcr;
  }

  /** The clock went on without a jump. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // One writer.
  void clockStep(long ticks) {
    clockNanos += ticks * 1000 / TICKS_PER_MICRO;
  }

  /** The clock jumped. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // One writer.
  void clockJump(long arrivalNanos) {
    clockNanos += Math.min(arrivalNanos, MAX_JUMP_NANOS);
  }

  /** Shows what has come by now. */
  void publish(PidLedger ledger, Programme programme) {
    int sum = 0;
    for (int pid : programme.soundPids()) {
      sum += ledger.count(pid);
    }
    sounds = sum;
    pictures = programme.hasVideo() ? ledger.count(programme.mainPid()) : 0;
  }

  /** How far the clock has come; across a jump, how long that took to arrive. */
  public long clockNanos() {
    return clockNanos;
  }

  /** What the clock said last, in 90 kHz; ABSENT before the first. */
  public long clockTicks() {
    long pcr = clock;
    return pcr == TsPacket.ABSENT ? pcr : pcr / PcrClock.TICKS_PER_TIMESTAMP_TICK;
  }

  /** Packets of the video by whose pictures one starts; wraps, and starts anew with its PID. */
  public int pictures() {
    return pictures;
  }

  /** Packets of all sound of the same programme; likewise. */
  public int sounds() {
    return sounds;
  }
}
