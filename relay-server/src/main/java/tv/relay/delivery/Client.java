package tv.relay.delivery;

/**
 * A remote player.
 *
 * @param id unique while the relay runs
 * @param address numeric IP address and port
 * @param userAgent as it calls itself, cut to a bounded length; hostile text
 * @param connectedNanos as of {@link System#nanoTime}
 */
public record Client(long id, String address, String userAgent, long connectedNanos) {}
