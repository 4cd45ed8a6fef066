package tv.relay.channel;

import java.time.Duration;
import java.util.random.RandomGenerator;
import tv.relay.account.Leases;
import tv.relay.delivery.Delivery;
import tv.relay.events.EventLog;
import tv.relay.ring.RingMemory;

/**
 * What every channel's life needs from around it.
 *
 * @param zapWait how long a channel waits for a connection of its account before its viewers are
 *     refused
 */
record LifeSupport(
    ChannelOptions options,
    Readers readers,
    Delivery delivery,
    RingMemory ringMemory,
    RandomGenerator random,
    EventLog events,
    Leases leases,
    Duration zapWait) {}
