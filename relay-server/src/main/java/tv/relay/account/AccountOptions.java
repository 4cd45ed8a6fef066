package tv.relay.account;

import java.time.Duration;

/**
 * How the relay treats accounts.
 *
 * @param maxConnections of an account that nobody has registered, that is, to one host with the
 *     same credentials; 0 for no limit
 * @param settle how long a closed connection still counts, where the account doesn't say otherwise:
 *     providers notice late that one is gone
 * @param zapWait how long a channel waits for a connection before its viewers are refused
 */
public record AccountOptions(int maxConnections, Duration settle, Duration zapWait) {

  /**
   * No limit for accounts that are not registered: many sources have none, and only their users
   * know of those that have.
   */
  public static AccountOptions defaults() {
    return new AccountOptions(0, Duration.ofMillis(500), Duration.ofSeconds(5));
  }
}
