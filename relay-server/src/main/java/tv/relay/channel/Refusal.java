package tv.relay.channel;

/**
 * Why a client does not get the stream.
 *
 * @param reason names the limit, or says what is wrong with the source
 * @param retryAfterSeconds when asking again makes sense
 */
public record Refusal(Kind kind, String reason, int retryAfterSeconds) {

  /** What sort of no it is. */
  public enum Kind {
    /** There is no such channel (any more). */
    UNKNOWN,
    /** Not now. */
    UNAVAILABLE
  }

  static Refusal unavailable(String reason) {
    return unavailable(reason, 10);
  }

  static Refusal unavailable(String reason, int retryAfterSeconds) {
    return new Refusal(Kind.UNAVAILABLE, reason, retryAfterSeconds);
  }

  static Refusal removed() {
    return new Refusal(Kind.UNKNOWN, "the channel has been removed", 0);
  }

  static Refusal shuttingDown() {
    return unavailable("the relay is shutting down");
  }
}
