package tv.relay.overview;

/** Moments out of durations that were rounded to seconds. */
final class Moments {
  /** Twice the rounding, and some for the time between two clocks' readings. */
  private static final long SAME_MILLIS = 2_100;

  private Moments() {}

  /** The earlier reading, when both can be of the same moment. */
  static long steady(long millis, long previousMillis) {
    return Math.abs(millis - previousMillis) <= SAME_MILLIS ? previousMillis : millis;
  }
}
