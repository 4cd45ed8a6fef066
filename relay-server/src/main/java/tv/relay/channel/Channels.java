package tv.relay.channel;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jctools.maps.NonBlockingHashMap;
import tv.relay.delivery.Delivery;
import tv.relay.delivery.Subscriber;
import tv.relay.events.EventLog;
import tv.relay.registry.ChannelDefinition;
import tv.relay.registry.Registry;
import tv.relay.registry.RegistryListener;

/** All channels, kept in step with the registry. Safe for any thread. */
public final class Channels implements RegistryListener {
  private final Registry registry;
  private final Scheduler control;
  private final LifeSupport support;
  private final Admission admission;
  private final Map<String, Channel> channels = new NonBlockingHashMap<>();

  public Channels(
      Registry registry,
      Scheduler control,
      Upstreams upstreams,
      Delivery delivery,
      ChannelOptions options,
      Limits limits,
      EventLog events) {
    this.registry = registry;
    this.control = control;
    this.support = new LifeSupport(options, upstreams, delivery, new SplittableRandom(), events);
    this.admission = new Admission(limits);
    registry.all().forEach(this::defined);
    registry.listen(this);
  }

  public Admission admission() {
    return admission;
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

  /** Ends all streams and upstreams. */
  public void end() {
    channels.values().forEach(channel -> channel.end(Refusal.shuttingDown()));
  }
}
