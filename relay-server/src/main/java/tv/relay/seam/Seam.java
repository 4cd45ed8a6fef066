package tv.relay.seam;

import java.util.function.Consumer;
import tv.relay.index.Programme;
import tv.relay.index.Repair;
import tv.relay.index.StreamIndex;
import tv.relay.mpegts.Timestamps;
import tv.relay.mpegts.TsPacket;
import tv.relay.ring.Ring;

/**
 * Takes what one connection after another brings of a transport stream and publishes it as one: no
 * packet twice, no unit that begins in one connection and ends in another, no counter that breaks
 * unannounced, no time that goes back.
 *
 * <p>What is in the ring already when a connection repeats it is left out, and the stream goes on
 * as if nothing had been. A connection that does not repeat anything goes on at its first access
 * point behind what was published, with PAT and PMT before it; where its clock is another its times
 * are moved, and where its PIDs are others they are replaced by those that players know. See {@link
 * Repair.Kind}.
 *
 * <p>Packets of the first connection, and those that follow an overlap with it, are published where
 * they lie. Others are copied once and changed. Nothing is allocated for each packet. A seam takes
 * 1 MiB for the packets that it holds, 0.4 MB for what it knows and 8 bytes for each packet with a
 * time in the ring; the 0.4 MB stay while packets are changed.
 *
 * <p>All methods are the reader's, one reader after the other. Nothing is thrown for what a source
 * sends.
 */
public final class Seam {
  /** Clocks that are further from each other have nothing to do with each other. */
  private static final long SAME_CLOCK_TICKS = 60 * Timestamps.TICKS_PER_SECOND;

  private final Ring ring;
  private final StreamIndex index;
  private final Consumer<Repair> listener;
  private final Outbox outbox;

  /** Null while packets are published as they come. */
  private Mapping mapping;

  /** What {@link #mapping} is for other threads. */
  private volatile Basis basis;

  /** Null while the connection goes on behind what was published. */
  private Joining joining;

  private long waitedNanos;
  private long lastNanos;

  /**
   * How what a source sends becomes what is published.
   *
   * @param programme as the source has it
   * @param shiftTicks what is added to its times, in 90 kHz
   */
  private record Basis(Programme programme, long shiftTicks) {}

  /**
   * Before the first connection.
   *
   * @param listener told of each seam once it is over, on the reader's thread; must not wait
   */
  public Seam(Ring ring, StreamIndex index, Consumer<Repair> listener) {
    this.ring = ring;
    this.index = index;
    this.listener = listener;
    this.outbox = new Outbox(ring, index);
  }

  /** What comes from now on is of another connection. */
  public void connected() {
    if (joining != null) {
      waitedNanos = joining.waitedNanos();
    }
    outbox.cutOff();
    if (mapping != null) {
      mapping.cutOff(index);
    }
    boolean first = ring.headAcquire() == ring.firstSequence();
    joining = first ? null : new Joining(ring, index, mapping, lastNanos, waitedNanos);
  }

  /**
   * How long clients would get nothing if a source with that programme and clock had to follow now:
   * its stream would have to reach first what they have already. 0 when it wouldn't, or when it is
   * another clock, whose times are made to follow. Any thread.
   *
   * @param clockTicks of the source, in 90 kHz
   */
  public long behindMillis(Programme programme, long clockTicks) {
    Basis now = basis;
    Programme inUse = now == null ? index.programme() : now.programme;
    long last = index.vitals().clockTicks();
    if (last == TsPacket.ABSENT
        || clockTicks == TsPacket.ABSENT
        || programme.mainPid() != inUse.mainPid()
        || programme.clockPid() != inUse.clockPid()) {
      return 0;
    }
    long shift = now == null ? 0 : now.shiftTicks;
    long time = Math.floorMod(clockTicks + shift, Timestamps.MODULUS);
    long behind = Timestamps.difference(time, last);
    return behind <= 0 || behind > SAME_CLOCK_TICKS
        ? 0
        : behind * 1000 / Timestamps.TICKS_PER_SECOND;
  }

  /**
   * Takes whole packets.
   *
   * @param nanoTime when they came, as of {@link System#nanoTime}
   */
  public void packets(byte[] packets, int offset, int length, long nanoTime) {
    int end = offset + length;
    int from = joining == null ? offset : join(packets, offset, end, nanoTime);
    if (from == end) {
      return;
    }
    if (mapping == null) {
      outbox.publish(packets, from, end - from, nanoTime);
    } else {
      outbox.at(nanoTime);
      for (int at = from; at < end; at += TsPacket.BYTES) {
        mapping.pass(packets, at, nanoTime);
      }
      outbox.flush();
    }
    lastNanos = nanoTime;
  }

  /** Returns from where on packets go on behind what was published. */
  private int join(byte[] packets, int from, int end, long nanoTime) {
    for (int at = from; at < end; at += TsPacket.BYTES) {
      switch (joining.take(packets, at, nanoTime)) {
        case HOLD -> {}
        case GO_ON_BEHIND -> {
          repaired(joining.overlap());
          return at + TsPacket.BYTES;
        }
        case GO_ON -> {
          repaired(joining.overlap());
          return at;
        }
        case ENTER -> {
          enter(nanoTime);
          return at + TsPacket.BYTES;
        }
      }
    }
    return end;
  }

  private void enter(long nanoTime) {
    Entry entry = joining.entry();
    Window window = joining.window();
    mapping = new Mapping(entry, index, joining.times(), joining.scout(), outbox, nanoTime);
    basis = new Basis(mapping.programme(), mapping.shiftTicks());
    index.connectionChanged();
    outbox.at(nanoTime);
    mapping.begin();
    for (long number = entry.number(); number < window.end(); number++) {
      mapping.pass(window.bytes(), window.at(number), nanoTime);
    }
    outbox.flush();
    lastNanos = nanoTime;
    repaired(entry.repair());
  }

  private void repaired(Repair repair) {
    joining = null;
    waitedNanos = 0;
    index.seams().repaired(repair);
    listener.accept(repair);
  }
}
