package tv.relay.registry;

/**
 * How a channel is kept up, beyond being connected while somebody watches.
 *
 * @param alwaysOn connected from the relay's start on, whether anybody watches or not
 * @param reserveSeconds clients are kept so far behind the source, so that they see nothing of its
 *     shorter troubles; 0 to {@value #MAX_RESERVE_SECONDS}, 0 without a reserve
 */
public record Upkeep(boolean alwaysOn, int reserveSeconds) {
  /** The longest reserve; all of it is held in memory. */
  public static final int MAX_RESERVE_SECONDS = 60;

  /** Connected while it is watched, and no reserve. */
  public static final Upkeep ON_DEMAND = new Upkeep(false, 0);

  /**
   * Checks the reserve.
   *
   * @throws InvalidDefinitionException when it is out of range
   */
  public Upkeep {
    if (reserveSeconds < 0 || reserveSeconds > MAX_RESERVE_SECONDS) {
      throw new InvalidDefinitionException(
          "reserveSeconds",
          "must be a whole number from 1 to " + MAX_RESERVE_SECONDS + ", or 0 for none");
    }
  }
}
