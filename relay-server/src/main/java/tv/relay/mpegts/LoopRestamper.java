package tv.relay.mpegts;

import java.util.Arrays;

/**
 * Makes one endless stream of a recording played over and over: from the second loop on, PCR, PTS
 * and DTS of every PID go on by the length of the loop, and each PID's continuity counter goes on
 * from where it stood.
 *
 * <p>Packets are changed in place, in the order in which they are sent; {@link #startNextLoop()}
 * stands between the last packet of one loop and the first of the next. The first loop passes as it
 * is. Counters inside a loop keep their steps, so a duplicate stays a duplicate, a break a break,
 * and a packet without payload repeats its predecessor's counter (ISO/IEC 13818-1, 2.4.3.3).
 *
 * <p>For one thread; one per endless stream, about 16 KiB. Nothing is allocated after construction
 * and no content of a packet throws.
 */
public final class LoopRestamper {

  private static final byte NONE = -1;

  private final long loopTicks;
  private long shiftTicks;

  /** What is added to each PID's counter in this loop; NONE until its first packet of the loop. */
  private final byte[] counterShift = new byte[TsPacket.PIDS];

  /** The counter that each PID sent last; NONE until it has sent one. */
  private final byte[] lastCounter = new byte[TsPacket.PIDS];

  /**
   * @param loopTicks the loop's length in ticks of 90 kHz
   */
  public LoopRestamper(long loopTicks) {
    this.loopTicks = loopTicks;
    Arrays.fill(counterShift, NONE);
    Arrays.fill(lastCounter, NONE);
  }

  /** The next packet is the recording's first one again. */
  public void startNextLoop() {
    shiftTicks = (shiftTicks + loopTicks) % Timestamps.MODULUS;
    Arrays.fill(counterShift, NONE);
  }

  /** Changes the packet at {@code offset} into what the endless stream has in its place. */
  public void restamp(byte[] packets, int offset) {
    restampCounter(packets, offset);
    if (shiftTicks != 0) {
      PcrClock.shift(packets, offset, shiftTicks * PcrClock.TICKS_PER_TIMESTAMP_TICK);
      Timestamps.shift(packets, offset, shiftTicks);
    }
  }

  private void restampCounter(byte[] packets, int offset) {
    int pid = TsPacket.pid(packets, offset);
    if (pid == TsPacket.NULL_PID) {
      return;
    }
    int recorded = TsPacket.continuityCounter(packets, offset);
    if (counterShift[pid] == NONE) {
      counterShift[pid] = (byte) ((expected(pid, recorded, packets, offset) - recorded) & 0x0F);
    }
    int counter = (recorded + counterShift[pid]) & 0x0F;
    lastCounter[pid] = (byte) counter;
    TsPacket.setContinuityCounter(packets, offset, counter);
  }

  private int expected(int pid, int recorded, byte[] packets, int offset) {
    if (lastCounter[pid] == NONE) {
      return recorded;
    }
    return lastCounter[pid] + (TsPacket.hasPayload(packets, offset) ? 1 : 0);
  }
}
