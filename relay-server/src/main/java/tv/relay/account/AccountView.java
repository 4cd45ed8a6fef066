package tv.relay.account;

import java.util.List;

/**
 * An account at one moment.
 *
 * @param name the registered one, or else the host
 * @param registered whether somebody has registered it
 * @param maxConnections 0 for no limit
 * @param settling connections that were closed a moment ago and still count
 * @param holders channels that have a connection, oldest first
 * @param waiting channels that want one, in the order in which they get it
 */
public record AccountView(
    String name,
    boolean registered,
    int maxConnections,
    int settling,
    List<Holder> holders,
    List<String> waiting) {

  /**
   * A channel that has a connection.
   *
   * @param idle nobody watches it
   */
  public record Holder(String channel, boolean idle) {}
}
