package tv.relay.tuner;

import java.util.List;
import tv.relay.registry.AccountDefinition;

/**
 * What the relay says of itself as a tuner.
 *
 * @param tuners how many channels can be received at once; 0 to go by the registered accounts
 */
public record TunerOptions(int tuners) {
  /** Most that is told: media servers keep a place for each. */
  public static final int MOST = 100;

  /** As many as emulated devices usually have, where nobody knows better. */
  private static final int UNKNOWN = 4;

  public static TunerOptions defaults() {
    return new TunerOptions(0);
  }

  /** How many are told, with those accounts. */
  public int count(List<AccountDefinition> accounts) {
    if (tuners > 0) {
      return Math.min(tuners, MOST);
    }
    if (accounts.isEmpty()) {
      return UNKNOWN;
    }
    return (int)
        Math.min(MOST, accounts.stream().mapToLong(AccountDefinition::maxConnections).sum());
  }
}
