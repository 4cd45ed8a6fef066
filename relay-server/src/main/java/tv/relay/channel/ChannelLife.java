package tv.relay.channel;

import java.time.Duration;
import tv.relay.delivery.Ledger;
import tv.relay.index.Repair;
import tv.relay.registry.ChannelDefinition;
import tv.relay.upstream.Failure;
import tv.relay.upstream.UpstreamMeter;

/**
 * The life of a channel: connected for its first viewer, kept through the sources' troubles while
 * anybody watches, let go a while after the last. It goes from state to state only as {@link
 * ChannelState} allows. Belongs to the control thread; only {@link #view} may be called by others.
 */
final class ChannelLife implements Runs.Owner, Claim.Owner {
  private final Scheduler control;
  private final ChannelOptions options;
  private final Timers timers;
  private final Viewers viewers;
  private final SourceList sources;
  private final Runs runs;
  private final LifeStory story;
  private final Standing standing;
  private final Claim claim;
  private final Duration zapWait;
  private final Vigil vigil;
  private ChannelState afterDraining;

  /** To be kept up whether anybody watches or not. */
  private boolean alwaysOn;

  /** What clients are told once the channel has ended for good. */
  private Refusal over;

  ChannelLife(
      ChannelDefinition definition,
      Scheduler control,
      LifeSupport support,
      UpstreamMeter meter,
      Ledger ledger) {
    String id = definition.id();
    this.control = control;
    this.options = support.options();
    this.timers = new Timers(control);
    this.viewers = new Viewers(control);
    this.sources = new SourceList(definition, options, support.random(), control.nanoTime());
    this.runs = new Runs(id, control, support, meter, ledger, this);
    this.story = new LifeStory(id, support.events());
    this.standing = new Standing(id, control, runs, sources, story);
    this.claim = new Claim(id, support.leases(), sources, story, this);
    this.zapWait = support.zapWait();
    runs.redefine(definition.upkeep());
    this.alwaysOn = definition.upkeep().alwaysOn();
    this.vigil =
        new Vigil(
            control,
            support,
            sources,
            runs,
            story,
            new SpareLeases(id, support.leases(), sources, claim, this),
            timers,
            standing::publish);
  }

  /** Connects what is to be connected without being asked for. */
  void start() {
    beginIfWanted();
  }

  ChannelView view() {
    return standing.view();
  }

  void watch(Viewer viewer) {
    if (over != null) {
      viewer.refuse(over);
      return;
    }
    if (standing.state() == ChannelState.WAITING && !timers.zap.isSet()) {
      // Others have waited their time already, in vain so far.
      viewer.refuse(claim.refusal());
      return;
    }
    viewers.add(viewer);
    wantedAnew();
    Run run = runs.current();
    boolean playing = standing.state() == ChannelState.LIVE || (run != null && run.hasReserve());
    if (playing && run.isReady()) {
      viewer.start(run.fanout(), run.contentType(), false);
      return;
    }
    viewers.await(viewer, options.startTimeout(), this::startTimedOut);
    beginIfWanted();
  }

  private boolean isWanted() {
    return over == null && (alwaysOn || !viewers.isEmpty());
  }

  private void wantedAnew() {
    if (isWanted()) {
      timers.linger.cancel();
      claim.idle(false);
      if (standing.state() == ChannelState.LINGERING) {
        standing.enter(ChannelState.LIVE);
      }
    }
  }

  private void beginIfWanted() {
    if (isWanted() && runs.current() == null && !runs.isDraining()) {
      begin();
    }
  }

  void leave(Viewer viewer) {
    if (viewers.remove(viewer)) {
      letGoIfUnwatched();
    }
  }

  void redefine(ChannelDefinition changed) {
    runs.redefine(changed.upkeep());
    if (!sources.redefine(changed, control.nanoTime()) && runs.current() != null) {
      story.edited();
      reconnect();
    } else if (standing.state().isFlowing()) {
      vigil.reconsider();
    }
    if (changed.upkeep().alwaysOn() != alwaysOn) {
      alwaysOn = changed.upkeep().alwaysOn();
      wantedAnew();
      beginIfWanted();
      letGoIfUnwatched();
    }
    standing.publish();
  }

  /**
   * Goes over to the next source.
   *
   * @return the name of the source that is used now; null when the channel has only one
   */
  String switchSource() {
    if (!sources.switchByHand(control.nanoTime())) {
      return null;
    }
    story.switched(sources);
    if (runs.current() != null) {
      reconnect();
    }
    standing.publish();
    return sources.currentName();
  }

  /** Ends everything for good. */
  void end(Refusal why) {
    over = why;
    viewers.refuse(why);
    viewers.clear();
    stop(ChannelState.IDLE);
  }

  /** No reader is left, and somebody wants to watch. */
  private void begin() {
    Duration rest = sources.begin(control.nanoTime());
    if (!rest.isZero()) {
      viewers.refuse(sources.refusal(control.nanoTime()));
      standing.enter(ChannelState.FAILED);
      if (alwaysOn) {
        timers.retry.set(rest, this::beginIfWanted);
      }
      return;
    }
    runs.begin();
    connect();
  }

  private void reconnect() {
    vigil.end();
    if (runs.current().reader != null) {
      runs.cancelToRestart();
    } else {
      connect();
    }
  }

  private void connect() {
    timers.retry.cancel();
    if (claim.ask(runs.current().fanout() != null, control.nanoTime())) {
      read();
    } else if (!isWanted()) {
      stop(ChannelState.IDLE);
    } else if (standing.state() != ChannelState.WAITING) {
      standing.enter(ChannelState.WAITING);
      timers.zap.set(zapWait, this::waitedInVain);
    }
  }

  @Override
  public void granted() {
    claim.take(control.nanoTime());
    read();
  }

  @Override
  public void wanted(String account, String byChannel) {
    Run run = runs.current();
    if (!isWanted() && run != null && run.reader != null) {
      story.handedOver(sources, account, byChannel);
      stop(ChannelState.IDLE);
    }
  }

  /** Those who watched before are held on, as through any other trouble. */
  private void waitedInVain() {
    Refusal full = claim.refusal();
    story.full(sources, full.reason());
    standing.publish();
    viewers.refuse(full);
    letGoIfUnwatched();
  }

  private void read() {
    timers.zap.cancel();
    sources.connecting(control.nanoTime());
    standing.enter(ChannelState.CONNECTING);
    timers.watchdog.set(
        options.connectTimeout().plus(options.stallTimeout()),
        () ->
            runs.cancelFor(
                new Failure(Failure.Kind.STALLED, "the source brought no stream in time")));
    story.connecting(sources);
    runs.read(sources.current());
    claim.idle(!isWanted());
  }

  @Override
  public void opened() {
    timers.watchdog.cancel();
    timers.giveUp.cancel();
    sources.live(control.nanoTime());
    boolean anew = story.connected(sources, control.nanoTime());
    standing.enter(isWanted() ? ChannelState.LIVE : ChannelState.LINGERING);
    if (runs.current().isReady()) {
      viewers.start(runs.current(), anew);
    }
    vigil.begin();
  }

  @Override
  public void ready() {
    if (standing.state() == ChannelState.LIVE) {
      viewers.start(runs.current(), true);
    }
  }

  @Override
  public void repaired(Repair repair) {
    sources.repaired(repair);
    story.repaired(sources, repair);
    standing.publish();
  }

  @Override
  public void tookOver() {
    vigil.tookOver();
    claim.idle(!isWanted());
  }

  @Override
  public void restartable() {
    claim.giveBack();
    interrupted();
    connect();
  }

  @Override
  public void lost(Failure why) {
    boolean wasFlowing = standing.state().isFlowing();
    claim.giveBack();
    interrupted();
    String source = sources.current().url().redacted();
    SourceList.Next next = sources.failed(why, control.nanoTime());
    // Whoever waits for a first byte is told at once when there is nothing to wait for.
    boolean inVain = sources.haveAllDenied() || next.after().compareTo(options.startTimeout()) >= 0;
    story.failed(source, why, wasFlowing, sources.restOfLatestFailure(control.nanoTime()));
    if (inVain && runs.current().fanout() == null) {
      // Whoever is refused and looks into the status finds the same there.
      standing.publish();
      viewers.refuse(sources.refusal(control.nanoTime()));
    }
    story.goesOn(next, isWanted(), sources);
    if (!isWanted()) {
      stop(atRest());
      return;
    }
    standing.enter(
        why.kind() == Failure.Kind.STALLED ? ChannelState.STALLED : ChannelState.BACKOFF);
    timers.retry.set(next.after(), this::connect);
  }

  /** Whatever follows, those who have begun to watch are held for so long and no longer. */
  private void interrupted() {
    timers.watchdog.cancel();
    vigil.end();
    if (standing.state().isFlowing()) {
      story.interrupted(control.nanoTime());
    }
    if (runs.current().fanout() != null && !timers.giveUp.isSet()) {
      timers.giveUp.set(options.giveUpAfter(), this::giveUp);
    }
  }

  private void startTimedOut(Viewer viewer) {
    if (standing.state() == ChannelState.LIVE) {
      story.startsAnywhere();
      runs.current().acceptAny();
      viewers.start(runs.current(), true);
    } else {
      viewers.remove(viewer);
      viewer.refuse(refusal());
      letGoIfUnwatched();
    }
  }

  private Refusal refusal() {
    return standing.state() == ChannelState.WAITING
        ? claim.refusal()
        : sources.refusal(control.nanoTime());
  }

  private void giveUp() {
    if (viewers.isEmpty()) {
      // Nobody is held, and what is always on is not given up.
      return;
    }
    story.gaveUp(sources);
    viewers.refuse(refusal());
    viewers.clear();
    stop(ChannelState.FAILED);
    beginIfWanted();
  }

  private void letGoIfUnwatched() {
    Run run = runs.current();
    if (isWanted()) {
      return;
    }
    if (run == null) {
      // What was always on may have been waiting until its sources may be asked.
      timers.retry.cancel();
      return;
    }
    if (run.reader == null) {
      // Between two tries: nothing to keep for somebody who may come back.
      stop(atRest());
      return;
    }
    timers.linger.set(options.linger(), () -> stop(ChannelState.IDLE));
    if (standing.state() == ChannelState.LIVE) {
      standing.enter(ChannelState.LINGERING);
    }
    // Last, since another may want the connection at once.
    claim.idle(true);
  }

  private ChannelState atRest() {
    boolean failed = runs.current().fanout() == null && standing.state() != ChannelState.WAITING;
    return failed ? ChannelState.FAILED : ChannelState.IDLE;
  }

  private void stop(ChannelState last) {
    vigil.end();
    timers.cancelAll();
    afterDraining = last;
    if (runs.current() != null) {
      sources.released(control.nanoTime());
      story.ended();
      boolean draining = runs.close();
      standing.enter(draining ? ChannelState.DRAINING : last);
      if (!draining) {
        claim.giveBack();
      }
    } else if (!runs.isDraining()) {
      standing.enter(last);
    }
  }

  @Override
  public void drained() {
    claim.giveBack();
    if (isWanted()) {
      begin();
    } else {
      standing.enter(afterDraining);
    }
  }
}
