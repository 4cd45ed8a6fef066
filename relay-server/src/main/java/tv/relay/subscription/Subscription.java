package tv.relay.subscription;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import tv.relay.registry.ChannelDefinition;

/**
 * A document to be fetched again and again. Immutable but for {@code settings}, which nobody may
 * change.
 *
 * @param name a valid channel id
 * @param every how often; 0 for only when asked to
 * @param settings what else is to be done with it, in the terms of whoever takes it
 */
public record Subscription(String name, Location location, Duration every, ObjectNode settings) {
  /** The least there may be between two fetches; providers lock out who asks more often. */
  public static final Duration LEAST_EVERY = Duration.ofMinutes(1);

  /** The most. */
  public static final Duration MOST_EVERY = Duration.ofDays(31);

  /**
   * Checks name and interval.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  public Subscription {
    if (!ChannelDefinition.isId(name)) {
      throw new IllegalArgumentException(
          "a name is 1 to 64 of A-Z, a-z, 0-9, '.', '_' and '-', and not '.' or '..'");
    }
    if (!every.isZero() && (every.compareTo(LEAST_EVERY) < 0 || every.compareTo(MOST_EVERY) > 0)) {
      throw new IllegalArgumentException("every is 0, or 1m to 744h (31 days)");
    }
  }
}
