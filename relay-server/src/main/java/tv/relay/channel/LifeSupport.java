package tv.relay.channel;

import java.util.random.RandomGenerator;
import tv.relay.delivery.Delivery;
import tv.relay.events.EventLog;

/** What every channel's life needs from around it. */
record LifeSupport(
    ChannelOptions options,
    Readers readers,
    Delivery delivery,
    RandomGenerator random,
    EventLog events) {}
