package tv.relay.channel;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import tv.relay.delivery.Fanout;
import tv.relay.delivery.Ledger;
import tv.relay.delivery.Subscriber;
import tv.relay.registry.ChannelDefinition;
import tv.relay.upstream.UpstreamMeter;

/**
 * One named live programme, as everybody but its own life sees it. Safe for any thread: what is
 * asked of it is handed to the control thread, what is seen of it are snapshots.
 */
public final class Channel {
  private final String id;
  private final Scheduler control;
  private final ChannelLife life;
  private final UpstreamMeter meter = new UpstreamMeter();
  private final Ledger ledger = new Ledger();
  private final AtomicInteger places = new AtomicInteger();
  private volatile ChannelDefinition definition;

  Channel(ChannelDefinition definition, Scheduler control, LifeSupport support) {
    this.id = definition.id();
    this.control = control;
    this.definition = definition;
    this.life = new ChannelLife(definition, control, support, meter, ledger);
    if (definition.upkeep().alwaysOn()) {
      control.execute(life::start);
    }
  }

  public String id() {
    return id;
  }

  public ChannelDefinition definition() {
    return definition;
  }

  /** Asks for the stream on behalf of a client that holds an {@link Admission}. */
  public void watch(Viewer viewer) {
    control.execute(() -> life.watch(viewer));
  }

  /** The client is gone, whether it was answered or not. */
  public void leave(Viewer viewer) {
    control.execute(() -> life.leave(viewer));
  }

  /**
   * Goes over to the next source, for those who watch now and those to come.
   *
   * @return the name of the source that is used now; null in it when the channel has only one
   */
  public CompletableFuture<String> switchSource() {
    CompletableFuture<String> switched = new CompletableFuture<>();
    control.execute(() -> switched.complete(life.switchSource()));
    return switched;
  }

  void redefine(ChannelDefinition changed) {
    definition = changed;
    control.execute(() -> life.redefine(changed));
  }

  /** Ends its clients and its upstream, for good. */
  void end(Refusal why) {
    control.execute(() -> life.end(why));
  }

  public ChannelView view() {
    return life.view();
  }

  public UpstreamMeter meter() {
    return meter;
  }

  /** What was delivered and lost since the channel exists. */
  public Ledger ledger() {
    return ledger;
  }

  public Collection<Subscriber> subscribers() {
    Fanout fanout = view().fanout();
    return fanout == null ? List.of() : fanout.subscribers();
  }

  AtomicInteger places() {
    return places;
  }
}
