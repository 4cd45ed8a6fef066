package tv.relay.index;

/**
 * What was done where a new connection's packets follow those of the one before.
 *
 * @param trimmedBytes what the new connection repeated and was left out
 * @param trimmedMillis the same, by the stream's clock; 0 where it has none
 * @param gapMillis what is missing: by the stream's clock where it went on, or else how long
 *     nothing was published
 */
public record Repair(Kind kind, long trimmedBytes, long trimmedMillis, long gapMillis) {

  /** How the new packets were made to follow. */
  public enum Kind {
    /** They repeated what was there and went on from it: nothing is missing. */
    OVERLAP,
    /** The same programme on the same clock, later: it goes on at an access point. */
    CONTINUED,
    /** Another programme or clock: it goes on at an access point, with times that follow. */
    REBASED
  }
}
