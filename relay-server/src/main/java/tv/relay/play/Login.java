package tv.relay.play;

/**
 * What became of a user and a password.
 *
 * @param player who it is; null unless the outcome is {@link Outcome#WELCOME}
 */
public record Login(Outcome outcome, Player player) {
  /** Whether somebody was let in. */
  public enum Outcome {
    WELCOME,
    /** No such user, or not that password. */
    WRONG,
    /** Not looked at: too many wrong passwords came for this user. */
    TOO_OFTEN
  }
}
