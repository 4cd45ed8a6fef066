package tv.relay.channel;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.relay.delivery.Fanout;
import tv.relay.index.StreamIndex;
import tv.relay.mpegts.TsPacket;
import tv.relay.registry.ChannelDefinition;
import tv.relay.ring.Ring;
import tv.relay.upstream.Failure;
import tv.relay.upstream.Source;
import tv.relay.upstream.StreamFormat;
import tv.relay.upstream.UpstreamMeter;

/**
 * The life of a channel: connected for its first viewer, kept through the source's troubles while
 * anybody watches, let go a while after the last. Belongs to the control thread; only {@link #view}
 * may be called by others.
 */
final class ChannelLife implements Run.Events {
  private static final Logger LOG = LoggerFactory.getLogger(ChannelLife.class);

  /** A source that lasted so long has proved itself: the next loss starts with a short wait. */
  private static final long PROVEN_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final String id;
  private final Scheduler control;
  private final LifeSupport support;
  private final UpstreamMeter meter;
  private final Backoff backoff;
  private final Set<Viewer> viewers = new LinkedHashSet<>();
  private final Map<Viewer, Scheduler.Timer> waiting = new LinkedHashMap<>();
  private final Timers timers;
  private ChannelDefinition definition;
  private ChannelState state = ChannelState.IDLE;
  private long stateSinceNanos;
  private Run run;
  private long nextSequence;
  private long connectedNanos;
  private long reconnects;
  private String lastError;

  /** What clients are told once the channel has ended for good. */
  private Refusal over;

  /** Written by the control thread after each step. */
  private volatile ChannelView view;

  ChannelLife(
      ChannelDefinition definition, Scheduler control, LifeSupport support, UpstreamMeter meter) {
    this.id = definition.id();
    this.definition = definition;
    this.control = control;
    this.support = support;
    this.meter = meter;
    this.backoff = new Backoff(support.random());
    this.timers = new Timers(control);
    enter(ChannelState.IDLE);
  }

  ChannelView view() {
    return view;
  }

  void watch(Viewer viewer) {
    if (over != null) {
      viewer.refuse(over);
      return;
    }
    viewers.add(viewer);
    timers.linger.cancel();
    if (state == ChannelState.LIVE && run.isReady()) {
      viewer.start(run.fanout(), run.contentType(), false);
      return;
    }
    waiting.put(
        viewer, control.after(support.options().startTimeout(), () -> startTimedOut(viewer)));
    if (run == null) {
      run = new Run(this, this::newFanout);
      backoff.reset();
      connect();
    }
  }

  void leave(Viewer viewer) {
    Scheduler.Timer timer = waiting.remove(viewer);
    if (timer != null) {
      timer.cancel();
    }
    if (viewers.remove(viewer)) {
      letGoIfUnwatched();
    }
  }

  void redefine(ChannelDefinition changed) {
    boolean sameSource =
        changed.urls().get(0).equals(definition.urls().get(0))
            && Objects.equals(changed.userAgent(), definition.userAgent())
            && changed.headers().equals(definition.headers());
    definition = changed;
    if (!sameSource && run != null) {
      LOG.info("channel {}: its source has changed, connecting anew", id);
      if (run.reader != null) {
        run.restart = true;
        run.reader.cancel();
      } else {
        connect();
      }
    }
    publishView();
  }

  /** Ends everything for good. */
  void end(Refusal why) {
    over = why;
    refuseWaiting(why);
    viewers.clear();
    stop(ChannelState.IDLE);
  }

  private void connect() {
    timers.retry.cancel();
    enter(ChannelState.CONNECTING);
    run.cancelledFor = null;
    run.restart = false;
    timers.watchdog.set(
        support.options().connectTimeout().plus(support.options().stallTimeout()),
        () -> cancelFor(new Failure(Failure.Kind.STALLED, "the source brought no stream in time")));
    Source source =
        new Source(definition.urls().get(0), definition.userAgent(), definition.headers());
    LOG.info("channel {}: connecting to {}", id, source.url());
    run.reader = support.upstreams().start(source, meter, run);
  }

  private void cancelFor(Failure failure) {
    run.cancelledFor = failure;
    run.reader.cancel();
  }

  /** On the reader's thread. */
  private Fanout newFanout(Run owner, StreamFormat format) {
    Ring ring =
        new Ring(support.options().ringBytes(), TsPacket.BYTES, nextSequence, System.nanoTime());
    StreamIndex index =
        format == StreamFormat.TRANSPORT_STREAM ? new StreamIndex(ring.capacityChunks()) : null;
    return new Fanout(id, ring, support.delivery(), index);
  }

  @Override
  public void opened(Run opened) {
    control.execute(() -> onOpened(opened));
  }

  @Override
  public void ready(Run ready) {
    control.execute(() -> onReady(ready));
  }

  @Override
  public void ended(Run ended, Failure failure) {
    control.execute(() -> onEnded(ended, failure));
  }

  private void onOpened(Run opened) {
    if (opened != run) {
      return;
    }
    timers.watchdog.cancel();
    timers.giveUp.cancel();
    boolean anew = connectedNanos == 0;
    if (!anew) {
      reconnects++;
    }
    connectedNanos = control.nanoTime();
    enter(ChannelState.LIVE);
    LOG.info("channel {}: live, {}", id, run.contentType());
    if (run.isReady()) {
      startWaiting(anew);
    }
  }

  private void onReady(Run ready) {
    if (ready == run && state == ChannelState.LIVE) {
      startWaiting(true);
    }
  }

  private void startWaiting(boolean fromFirst) {
    List<Viewer> starting = List.copyOf(waiting.keySet());
    waiting.values().forEach(Scheduler.Timer::cancel);
    waiting.clear();
    starting.forEach(viewer -> viewer.start(run.fanout(), run.contentType(), fromFirst));
  }

  private void onEnded(Run ended, Failure failure) {
    if (ended != run) {
      ended.release();
      return;
    }
    run.reader = null;
    timers.watchdog.cancel();
    if (run.restart) {
      connect();
      return;
    }
    Failure why = run.cancelledFor != null ? run.cancelledFor : failure;
    lastError = why.reason();
    boolean wasLive = state == ChannelState.LIVE;
    if (wasLive && control.nanoTime() - connectedNanos > PROVEN_NANOS) {
      backoff.reset();
    }
    if (why.isDefinitive() && run.fanout() == null) {
      refuseWaiting(Refusal.unavailable(why.reason()));
    }
    if (viewers.isEmpty()) {
      stop(run.fanout() == null ? ChannelState.FAILED : ChannelState.IDLE);
      return;
    }
    if (wasLive) {
      timers.giveUp.set(support.options().giveUpAfter(), this::giveUp);
    }
    var delay = backoff.next();
    LOG.warn("channel {}: {}; next try in {} ms", id, why.reason(), delay.toMillis());
    enter(why.kind() == Failure.Kind.STALLED ? ChannelState.STALLED : ChannelState.BACKOFF);
    timers.retry.set(delay, this::connect);
  }

  private void startTimedOut(Viewer viewer) {
    if (waiting.remove(viewer) == null) {
      return;
    }
    if (state == ChannelState.LIVE) {
      LOG.info("channel {}: no access point in time, its clients start anywhere", id);
      run.acceptAny();
      viewer.start(run.fanout(), run.contentType(), true);
    } else {
      viewers.remove(viewer);
      viewer.refuse(
          Refusal.unavailable(
              lastError != null ? lastError : "the source has not sent anything in time"));
      letGoIfUnwatched();
    }
  }

  private void refuseWaiting(Refusal refusal) {
    List<Viewer> refused = List.copyOf(waiting.keySet());
    waiting.values().forEach(Scheduler.Timer::cancel);
    waiting.clear();
    refused.forEach(viewers::remove);
    refused.forEach(viewer -> viewer.refuse(refusal));
  }

  private void giveUp() {
    LOG.warn("channel {}: given up, no source has brought anything: {}", id, lastError);
    refuseWaiting(Refusal.unavailable(lastError));
    viewers.clear();
    stop(ChannelState.FAILED);
  }

  private void letGoIfUnwatched() {
    if (!viewers.isEmpty() || run == null) {
      return;
    }
    if (run.reader == null) {
      // Between two tries: nothing to keep for somebody who may come back.
      stop(run.fanout() == null ? ChannelState.FAILED : ChannelState.IDLE);
    } else {
      timers.linger.set(support.options().linger(), () -> stop(ChannelState.IDLE));
    }
  }

  /** Ends the run: its clients on a packet boundary, its reader, and with both its ring. */
  private void stop(ChannelState last) {
    timers.cancelAll();
    Run stopped = run;
    run = null;
    connectedNanos = 0;
    if (stopped != null) {
      if (stopped.fanout() != null) {
        stopped.fanout().end();
        nextSequence = stopped.fanout().ring().headAcquire();
      }
      if (stopped.reader != null) {
        stopped.reader.cancel();
      } else {
        stopped.release();
      }
      LOG.info("channel {}: closed", id);
    }
    enter(last);
  }

  private void enter(ChannelState next) {
    if (state != next || view == null) {
      state = next;
      stateSinceNanos = control.nanoTime();
    }
    publishView();
  }

  private void publishView() {
    view =
        new ChannelView(
            state,
            stateSinceNanos,
            run == null ? null : run.fanout(),
            run == null ? null : run.format(),
            run == null ? null : run.contentType(),
            definition.urls().get(0).redacted(),
            state == ChannelState.LIVE ? connectedNanos : 0,
            reconnects,
            lastError);
  }
}
