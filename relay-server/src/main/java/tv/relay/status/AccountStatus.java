package tv.relay.status;

import java.util.List;

/**
 * A provider's account at one moment.
 *
 * @param name the registered one, or else the host; never the user at the provider
 * @param registered whether somebody has registered it
 * @param maxConnections most connections at once
 * @param used connections that count now, those just closed included
 * @param settling of these, those that were closed a moment ago
 * @param holders ids of the channels that have one, oldest first
 * @param lingering of these, those that nobody watches
 * @param waiting ids of the channels that want one, in the order in which they get it
 */
public record AccountStatus(
    String name,
    boolean registered,
    int maxConnections,
    int used,
    int settling,
    List<String> holders,
    List<String> lingering,
    List<String> waiting) {}
