package tv.relay.registry;

import java.time.Duration;

/**
 * A provider's account, as its provider has it: how many connections it may have at once. Immutable
 * and valid by construction, safe on every thread; {@link #toString()} shows no credentials.
 *
 * @param name {@code [A-Za-z0-9._-]{1,64}}
 * @param maxConnections most connections at once, 1 to 10000
 * @param settle how long the provider goes on counting a connection that has been closed, up to a
 *     minute; null for the relay's own setting
 * @param source every source with the {@link Login} of this one is counted, unless its channel
 *     names another account; null when only channels that name the account are
 */
public record AccountDefinition(
    String name, int maxConnections, Duration settle, SourceUrl source) {

  private static final int MOST_CONNECTIONS = 10_000;
  private static final Duration LONGEST_SETTLE = Duration.ofMinutes(1);

  /**
   * Checks every field.
   *
   * @throws InvalidDefinitionException when a field breaks its rule
   */
  public AccountDefinition {
    if (!TextRules.isId(name)) {
      throw new InvalidDefinitionException("name", TextRules.ID_RULE);
    }
    if (maxConnections < 1 || maxConnections > MOST_CONNECTIONS) {
      throw new InvalidDefinitionException(
          "maxConnections", "must be a whole number from 1 to " + MOST_CONNECTIONS);
    }
    if (settle != null && (settle.isNegative() || settle.compareTo(LONGEST_SETTLE) > 0)) {
      throw new InvalidDefinitionException(
          "settleMillis", "must be a whole number from 0 to " + LONGEST_SETTLE.toMillis());
    }
  }

  /** The redacted form. */
  @Override
  public String toString() {
    return AccountJson.redacted(this).toString();
  }
}
