package tv.relay.memory;

/**
 * What the relay is to take on, as far as it costs memory.
 *
 * @param liveChannels that are watched, or always on, at the same time
 * @param ringBytes of each of them
 * @param maxClients of all channels together
 * @param sendBufferBytes that the kernel is asked for, for each client
 * @param maxChannels registered
 */
public record Demand(
    int liveChannels, int ringBytes, int maxClients, int sendBufferBytes, int maxChannels) {}
