package tv.relay.testing;

import java.util.concurrent.atomic.AtomicLong;

/** Gives each connection its place in the programme. Safe for use by any thread. */
final class LiveProgramme {

  private final Programme programme;
  private final Numbering numbering;
  private final AtomicLong furthestMediaNanos = new AtomicLong();
  private final AtomicLong furthestSequence = new AtomicLong(-1);
  private boolean begun;
  private long beginNanos;

  LiveProgramme(Programme programme, Numbering numbering) {
    this.programme = programme;
    this.numbering = numbering;
  }

  Programme programme() {
    return programme;
  }

  /** Sequence of the newest media packet that any connection took, -1 before the first. */
  long furthestSequence() {
    return furthestSequence.get();
  }

  /** The stream for a new connection. */
  Body join() {
    NumberedStream stream = new NumberedStream(programme);
    if (numbering == Numbering.LIVE) {
      stream.skipToMediaNanos(Math.max(clockNanos(), furthestMediaNanos.get()));
    }
    Body packets = Bodies.packets(stream);
    return new Body() {
      @Override
      public byte[] next() {
        byte[] packet = packets.next();
        furthestMediaNanos.accumulateAndGet(stream.nextMediaNanos(), Math::max);
        furthestSequence.accumulateAndGet(stream.nextSequence() - 1, Math::max);
        return packet;
      }

      @Override
      public long dueNanos() {
        return packets.dueNanos();
      }
    };
  }

  private synchronized long clockNanos() {
    if (begun) {
      return System.nanoTime() - beginNanos;
    }
    begun = true;
    beginNanos = System.nanoTime();
    return 0;
  }
}
