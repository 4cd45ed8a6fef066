package tv.relay.channel;

import java.time.Duration;
import tv.relay.delivery.Fanout;
import tv.relay.delivery.Ledger;
import tv.relay.index.Repair;
import tv.relay.index.StreamIndex;
import tv.relay.index.Timeline;
import tv.relay.mpegts.TsPacket;
import tv.relay.registry.Upkeep;
import tv.relay.reserve.Edge;
import tv.relay.reserve.LiveEdge;
import tv.relay.reserve.Reserve;
import tv.relay.reserve.Reservoir;
import tv.relay.reserve.RingSize;
import tv.relay.ring.Ring;
import tv.relay.upstream.Failure;
import tv.relay.upstream.Source;
import tv.relay.upstream.StreamFormat;
import tv.relay.upstream.UpstreamMeter;

/**
 * A channel's run, and the one before it until its reader has ended: between them there is at most
 * one reader at any time. What readers tell is brought to the control thread, and what comes too
 * late to be true is left out. Control thread, but for what a reader calls.
 */
final class Runs implements Run.Events {

  /** What the life of the channel is told, on the control thread. */
  interface Owner {
    /** The source brings data. */
    void opened();

    /** Clients can start. */
    void ready();

    /** The source's packets were made to follow those before. */
    void repaired(Repair repair);

    /** The run has lost its reader; it was told to end, so that another can start at once. */
    void restartable();

    /** Another source has taken over from the one in use, at its successor's next data. */
    void tookOver();

    /** The run has lost its reader. */
    void lost(Failure why);

    /** The reader of the run that was closed has ended. */
    void drained();
  }

  private final String channel;
  private final Scheduler control;
  private final LifeSupport support;
  private final UpstreamMeter meter;
  private final Ledger ledger;
  private final Owner owner;
  private Run current;

  /** Closed, but its reader has not ended yet; null when there is none. */
  private Run draining;

  private long nextSequence;

  /** Written by the control thread; what a run begins with it keeps. */
  private volatile Upkeep upkeep = Upkeep.ON_DEMAND;

  /** As measured by the latest run with a reserve; 0 before. Control thread, between two runs. */
  private double bytesPerSecond;

  Runs(
      String channel,
      Scheduler control,
      LifeSupport support,
      UpstreamMeter meter,
      Ledger ledger,
      Owner owner) {
    this.channel = channel;
    this.control = control;
    this.support = support;
    this.meter = meter;
    this.ledger = ledger;
    this.owner = owner;
  }

  /** Null when nothing is kept up. */
  Run current() {
    return current;
  }

  boolean isDraining() {
    return draining != null;
  }

  /** Begins a run, without a reader yet. */
  void begin() {
    if (current != null || draining != null) {
      throw new IllegalStateException("channel " + channel + " is kept up already");
    }
    current = new Run(this, this::newFanout);
  }

  /** Has the run read a source. */
  void read(Source source) {
    if (current.reader != null) {
      throw new IllegalStateException("channel " + channel + " has a reader already");
    }
    current.cancelledFor = null;
    current.restart = false;
    current.reader = support.readers().start(source, meter, current);
  }

  /** Ends the reader, for that one to go on in its place. */
  void handOver(Understudy successor) {
    if (current.reader != null && !current.restart && current.cancelledFor == null) {
      current.successor = successor;
      current.reader.cancel();
    }
  }

  /** It can't go on in anybody's place. */
  void withdraw(Understudy understudy) {
    if (current != null && current.successor == understudy) {
      current.successor = null;
      current.restart = true;
    }
  }

  /** Ends the reader, as if it had failed by itself. */
  void cancelFor(Failure failure) {
    current.successor = null;
    current.cancelledFor = failure;
    current.reader.cancel();
  }

  /** Ends the reader, for another to take its place. */
  void cancelToRestart() {
    current.successor = null;
    current.restart = true;
    current.reader.cancel();
  }

  /**
   * Ends the run: its clients on a packet boundary, its reader, and with both its ring.
   *
   * @return whether its reader has yet to end
   */
  boolean close() {
    Run closed = current;
    current = null;
    if (closed.fanout() != null) {
      closed.fanout().end();
    }
    if (closed.reader == null) {
      free(closed);
      return false;
    }
    draining = closed;
    closed.reader.cancel();
    return true;
  }

  /** The next run is to be kept up in that way. */
  void redefine(Upkeep changed) {
    upkeep = changed;
  }

  private void free(Run ended) {
    if (ended.fanout() != null) {
      nextSequence = ended.fanout().ring().headAcquire();
      Reserve reserve = ended.fanout().edge().reserve();
      if (reserve != null && reserve.chunksPerSecond() > 0) {
        bytesPerSecond = reserve.chunksPerSecond() * TsPacket.BYTES;
      }
      ledger.closed();
    }
    ended.release();
  }

  /** On the reader's thread. */
  private Fanout newFanout(Run run, StreamFormat format) {
    Duration reserve = Duration.ofSeconds(upkeep.reserveSeconds());
    int usual = support.options().ringBytes();
    int bytes = reserve.isZero() ? usual : RingSize.withReserve(usual, reserve, bytesPerSecond);
    Ring ring =
        new Ring(bytes, TsPacket.BYTES, nextSequence, System.nanoTime(), support.ringMemory());
    try {
      Fanout fanout = newFanout(format, ring, reserve);
      ledger.opened(fanout);
      return fanout;
    } catch (RuntimeException | Error e) {
      // Nobody else knows of it, and each further try would take another.
      ring.release();
      throw e;
    }
  }

  private Fanout newFanout(StreamFormat format, Ring ring, Duration reserve) {
    Timeline timeline = reserve.isZero() ? null : new Timeline();
    StreamIndex index =
        format == StreamFormat.TRANSPORT_STREAM
            ? new StreamIndex(ring.capacityChunks(), timeline)
            : null;
    Edge edge =
        reserve.isZero()
            ? new LiveEdge(ring, index)
            : new Reservoir(
                ring,
                index,
                timeline,
                reserve.toNanos(),
                support.options().reserveWait().toNanos());
    return new Fanout(channel, ring, support.delivery(), index, edge, ledger);
  }

  @Override
  public void opened(Run run) {
    control.execute(
        () -> {
          // A reader that was told to end may have opened before it heard of it.
          if (run == current && !run.restart && run.cancelledFor == null) {
            owner.opened();
          }
        });
  }

  @Override
  public void ready(Run run) {
    control.execute(
        () -> {
          if (run == current) {
            owner.ready();
          }
        });
  }

  @Override
  public void repaired(Run run, Repair repair) {
    control.execute(
        () -> {
          if (run == current) {
            owner.repaired(repair);
          }
        });
  }

  @Override
  public void ended(Run run, Failure failure) {
    control.execute(() -> onEnded(run, failure));
  }

  private void onEnded(Run run, Failure failure) {
    run.reader = null;
    if (run == draining) {
      draining = null;
      free(run);
      owner.drained();
    } else if (run.successor != null) {
      Understudy successor = run.successor;
      run.successor = null;
      run.reader = successor.reader;
      successor.meter.continueIn(meter);
      successor.takeOver(run);
      owner.tookOver();
    } else if (run.restart) {
      owner.restartable();
    } else {
      owner.lost(run.cancelledFor != null ? run.cancelledFor : failure);
    }
  }
}
