package tv.relay.channel;

import java.util.random.RandomGenerator;
import tv.relay.delivery.Delivery;

/** What every channel's life needs from around it. */
record LifeSupport(
    ChannelOptions options, Upstreams upstreams, Delivery delivery, RandomGenerator random) {}
