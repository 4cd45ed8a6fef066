package tv.relay.cli.demo;

import tv.relay.mpegts.LoopRestamper;
import tv.relay.mpegts.TsPacket;

/**
 * A clip as one endless stream, from its beginning. Knows when each packet is due and takes the
 * time from the caller. For one thread; nothing is allocated after construction.
 */
final class EndlessClip {

  private final Clip clip;
  private final LoopRestamper restamper = new LoopRestamper(Clip.LOOP_TICKS);
  private int nextPacket;
  private long loopStartNanos;

  EndlessClip(Clip clip) {
    this.clip = clip;
  }

  /** When the next packet is due, in nanoseconds from the stream's beginning. */
  long nextDueNanos() {
    return loopStartNanos + clip.dueNanos(nextPacket);
  }

  /**
   * Takes the packets that are due at the given time, as many as there is room for.
   *
   * @return number of bytes written to {@code into}, whole packets
   */
  int take(long untilNanos, byte[] into) {
    int length = 0;
    while (length + TsPacket.BYTES <= into.length && nextDueNanos() <= untilNanos) {
      clip.copyPacket(nextPacket, into, length);
      restamper.restamp(into, length);
      length += TsPacket.BYTES;
      advance();
    }
    return length;
  }

  private void advance() {
    nextPacket++;
    if (nextPacket == clip.packets()) {
      nextPacket = 0;
      loopStartNanos += PcrSchedule.nanos(Clip.LOOP_TICKS);
      restamper.startNextLoop();
    }
  }
}
