package tv.relay.channel;

import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import tv.relay.delivery.Fanout;
import tv.relay.index.Repair;
import tv.relay.index.StreamIndex;
import tv.relay.reserve.Reserve;
import tv.relay.seam.Seam;
import tv.relay.upstream.Failure;
import tv.relay.upstream.Intake;
import tv.relay.upstream.Publisher;
import tv.relay.upstream.Reading;
import tv.relay.upstream.StreamFormat;

/**
 * One stretch in which a channel is kept up: a ring, its fan-out, and one reader after another. The
 * ring is made by the first reader that brings data and held until the run is over and its last
 * reader has ended, so there is never a second producer nor one without memory.
 *
 * <p>Fields belong to the control thread, except that a reader sets {@link #fanout}, {@link
 * #format} and {@link #contentType} before it says so.
 */
final class Run implements Intake {
  private static final long WORTH_STARTING_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** What the life of the channel is told; called on a reader's thread. */
  interface Events {
    void opened(Run run);

    /** Clients can start. */
    void ready(Run run);

    void ended(Run run, Failure failure);

    /** A connection's packets were made to follow those of the one before. */
    void repaired(Run run, Repair repair);
  }

  private final Events events;
  private final BiFunction<Run, StreamFormat, Fanout> fanouts;

  /** The reader at work; null between two. Control thread. */
  Reading reader;

  /** Why the reader at work was told to stop, where that is a failure. Control thread. */
  Failure cancelledFor;

  /** The reader at work was told to stop so that another can start at once. Control thread. */
  boolean restart;

  /** Takes over when the reader at work, which was told to stop, has ended. Control thread. */
  Understudy successor;

  private volatile Fanout fanout;
  private volatile StreamFormat format;
  private volatile String contentType;

  /**
   * Null when the stream is no transport stream. Set by the first reader; belongs to the readers,
   * one after another.
   */
  private volatile Seam seam;

  /** Clients can start: there is an access point, or none is asked for. */
  private volatile boolean ready;

  private boolean released;

  Run(Events events, BiFunction<Run, StreamFormat, Fanout> fanouts) {
    this.events = events;
    this.fanouts = fanouts;
  }

  @Override
  public Publisher open(StreamFormat opened, String type) {
    if (fanout == null) {
      format = opened;
      contentType = ContentTypes.forClients(opened, type);
      Fanout made = fanouts.apply(this, opened);
      seam = newSeam(made);
      // Last: once it is there, a reader that comes later takes all the rest as made.
      fanout = made;
    } else if (format != opened) {
      // Bytes of another kind behind what the clients have would be garbage to them.
      return null;
    }
    fanout.connectionChanged();
    if (seam != null) {
      seam.connected();
    }
    events.opened(this);
    return new Feed(fanout.ring(), seam, fanout.edge());
  }

  private Seam newSeam(Fanout made) {
    StreamIndex index = made.index();
    try {
      return index == null
          ? null
          : new Seam(made.ring(), index, repair -> events.repaired(this, repair));
    } catch (RuntimeException | Error e) {
      made.ring().release();
      throw e;
    }
  }

  @Override
  public void published() {
    fanout.published();
    if (!ready && fanout.edge().isOpen()) {
      acceptAny();
      events.ready(this);
    }
  }

  @Override
  public void ended(Failure failure) {
    events.ended(this, failure);
  }

  /** How long clients would get nothing if that source took over now. */
  long behindMillis(Understudy source) {
    Seam now = seam;
    return now == null ? 0 : now.behindMillis(source.programme(), source.clockTicks());
  }

  /** Whether clients can start. */
  boolean isReady() {
    return ready;
  }

  /** Whether there is something to watch though no source brings anything. */
  boolean hasReserve() {
    Reserve reserve = fanout == null ? null : fanout.edge().reserve();
    return reserve != null && !reserve.filling() && reserve.heldNanos() >= WORTH_STARTING_NANOS;
  }

  /** Clients can start whether there is an access point or not. */
  void acceptAny() {
    ready = true;
  }

  /** Null until a source has brought data. */
  Fanout fanout() {
    return fanout;
  }

  StreamFormat format() {
    return format;
  }

  String contentType() {
    return contentType;
  }

  /** Gives the ring back, once no reader is at work; its subscribers may still hold it. */
  void release() {
    if (!released && fanout != null) {
      released = true;
      fanout.ring().release();
    }
  }
}
