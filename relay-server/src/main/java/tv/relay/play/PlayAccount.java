package tv.relay.play;

import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;
import tv.relay.registry.ChannelDefinition;
import tv.relay.registry.InvalidDefinitionException;

/**
 * Somebody who may watch. Immutable and valid by construction; the password is nowhere in it.
 *
 * @param user {@code [A-Za-z0-9._-]{1,64}}
 * @param maxConnections most streams at once, 1 to 10000
 * @param created when it was made
 * @param hash what is kept of the password
 */
record PlayAccount(String user, int maxConnections, Instant created, PasswordHash hash) {
  private static final int MOST_CONNECTIONS = 10_000;

  /** It stands in URLs as it is, and is typed with a remote control. */
  private static final Pattern PASSWORD = Pattern.compile("[A-Za-z0-9._-]{6,64}");

  /** Paths of the relay and of such panels begin so, and {@code /USER/PASSWORD/ID} would be one. */
  private static final Set<String> FOLDERS =
      Set.of("api", "live", "metrics", "movie", "page", "series", "status", "timeshift");

  PlayAccount {
    if (!ChannelDefinition.isId(user)) {
      throw new InvalidDefinitionException(
          "user", "must be 1 to 64 of A-Z, a-z, 0-9, '.', '_' and '-', and not '.' or '..'");
    }
    if (FOLDERS.contains(user)) {
      throw new InvalidDefinitionException(
          "user", "is the beginning of other paths of the relay; take another name");
    }
    if (maxConnections < 1 || maxConnections > MOST_CONNECTIONS) {
      throw new InvalidDefinitionException(
          "maxConnections", "must be a whole number from 1 to " + MOST_CONNECTIONS);
    }
  }

  /**
   * Whether a text can be a password.
   *
   * @throws InvalidDefinitionException when it can't
   */
  static void requirePassword(String password) {
    if (!PASSWORD.matcher(password).matches()) {
      throw new InvalidDefinitionException(
          "password",
          "must be 6 to 64 of A-Z, a-z, 0-9, '.', '_' and '-', since players put it into URLs;"
              + " leave it out to have one made");
    }
  }
}
