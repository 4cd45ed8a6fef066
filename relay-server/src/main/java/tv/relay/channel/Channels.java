package tv.relay.channel;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jctools.maps.NonBlockingHashMap;
import tv.relay.account.AccountView;
import tv.relay.account.Leases;
import tv.relay.account.Target;
import tv.relay.delivery.Delivery;
import tv.relay.delivery.Subscriber;
import tv.relay.events.EventLog;
import tv.relay.registry.AccountDefinition;
import tv.relay.registry.ChannelDefinition;
import tv.relay.registry.Registry;
import tv.relay.registry.RegistryListener;
import tv.relay.ring.RingMemory;

/** All channels, kept in step with the registry. Safe for any thread. */
public final class Channels implements RegistryListener {
  private final Registry registry;
  private final Scheduler control;
  private final Leases leases;
  private final LifeSupport support;
  private final Admission admission;
  private final Map<String, Channel> channels = new NonBlockingHashMap<>();

  public Channels(
      Registry registry,
      Scheduler control,
      Upstreams upstreams,
      Delivery delivery,
      RingMemory ringMemory,
      ChannelOptions options,
      Limits limits,
      EventLog events,
      Leases leases,
      Duration zapWait) {
    this.registry = registry;
    this.control = control;
    this.leases = leases;
    this.support =
        new LifeSupport(
            options,
            upstreams,
            delivery,
            ringMemory,
            new SplittableRandom(),
            events,
            leases,
            zapWait);
    this.admission = new Admission(limits);
    accountsChanged(registry.accounts());
    registry.all().forEach(this::defined);
    registry.listen(this);
  }

  public Admission admission() {
    return admission;
  }

  /** Begun, it keeps new clients out. */
  public Drain drain() {
    return admission.drain();
  }

  /** Clients of all channels, those who still wait included. */
  public int clients() {
    return admission.count();
  }

  /** The channel of that id, or null. */
  public Channel find(String id) {
    return channels.get(id);
  }

  /** In the registry's order. */
  public List<Channel> all() {
    return registry.all().stream()
        .map(definition -> channels.get(definition.id()))
        .filter(Objects::nonNull)
        .toList();
  }

  /** The clients of all channels that have their stream. */
  public List<Subscriber> subscribers() {
    return channels.values().stream().flatMap(channel -> channel.subscribers().stream()).toList();
  }

  /**
   * Closes the client of that id on a packet boundary.
   *
   * @return whether there was one
   */
  public boolean kick(long clientId) {
    for (Channel channel : channels.values()) {
      for (Subscriber subscriber : channel.subscribers()) {
        if (subscriber.client().id() == clientId) {
          subscriber.kick();
          return true;
        }
      }
    }
    return false;
  }

  @Override
  public void defined(ChannelDefinition definition) {
    Channel existing = channels.get(definition.id());
    if (existing == null) {
      channels.put(definition.id(), new Channel(definition, control, support));
    } else {
      existing.redefine(definition);
    }
  }

  @Override
  public void removed(String id) {
    Channel channel = channels.remove(id);
    if (channel != null) {
      channel.end(Refusal.removed());
    }
  }

  @Override
  public void accountsChanged(List<AccountDefinition> accounts) {
    control.execute(() -> leases.define(accounts));
  }

  /** The accounts that have a limit. */
  public Collection<AccountView> accounts() {
    return leases.views();
  }

  /** Names of the accounts that a channel's sources belong to, in their order. */
  public List<String> accountsOf(ChannelDefinition definition) {
    return definition.urls().stream()
        .map(url -> leases.nameOf(new Target(definition.account(), url)))
        .toList();
  }

  /** Ends all streams and upstreams. */
  public void end() {
    channels.values().forEach(channel -> channel.end(Refusal.shuttingDown()));
  }
}
