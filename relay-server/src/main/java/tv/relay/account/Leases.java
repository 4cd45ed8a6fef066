package tv.relay.account;

import java.util.Collection;
import java.util.List;
import tv.relay.registry.AccountDefinition;

/**
 * Where channels get the right to connect. There are never more leases of an account than it has
 * connections, and one that was given back counts until the account's settle delay is over.
 *
 * <p>Channels that wait get theirs in the order in which they asked, those that were interrupted
 * first. A connection that nobody watches is taken from its channel when another wants it.
 *
 * <p>Today they all live in this process ({@link AccountBook}). Nothing here answers by waiting, so
 * that leases shared with other machines can come in its place. Belongs to the channels' own
 * thread, but for {@link #views} and {@link #nameOf}.
 */
public interface Leases {

  /**
   * Asks for a connection to one of several sources, best first. A full account makes its source
   * unavailable; the first source gets the connection whose account has one free, or can have one
   * without anybody's losing a picture. Where there is none, the claimant waits in all the
   * accounts' queues.
   */
  Lease ask(List<Target> targets, Claimant claimant);

  /**
   * Whether its account has a connection that nobody waits for, so that one who asked would get it
   * at once and take it from nobody.
   */
  boolean hasSpare(Target target);

  /**
   * The account that a source belongs to: the registered one's name, or else the host, numbered
   * where sources of that host are in use with several credentials. Any thread.
   */
  String nameOf(Target target);

  /**
   * Takes over what is registered. Connections that are open stay, even where they are more than
   * their account may have now.
   */
  void define(List<AccountDefinition> accounts);

  /** Those that are registered, and others in use that have a limit, by name. Any thread. */
  Collection<AccountView> views();
}
