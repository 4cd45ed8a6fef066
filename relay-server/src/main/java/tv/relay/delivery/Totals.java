package tv.relay.delivery;

import java.util.EnumMap;
import java.util.Map;

/**
 * Sums over everybody who ever watched a channel. Immutable; any thread.
 *
 * @param clients how many have come
 * @param departures how many of them have left, by why; none where nobody has
 * @param losses what they were not sent
 * @param sourceGaps breaks of continuity that the sources did not announce
 */
public record Totals(
    long clients, Map<Departure, Long> departures, long sentBytes, Losses losses, long sourceGaps) {
  static final Totals NOTHING = new Totals(0, Map.of(), 0, Losses.NONE, 0);

  /** With one more client. */
  Totals plus(CursorSnapshot account) {
    return new Totals(
        clients + 1, departures, sentBytes + account.sentBytes(), losses.plus(account), sourceGaps);
  }

  Totals afterDeparture(Departure why) {
    Map<Departure, Long> more = new EnumMap<>(Departure.class);
    more.putAll(departures);
    more.merge(why, 1L, Long::sum);
    return new Totals(clients, more, sentBytes, losses, sourceGaps);
  }

  Totals withSourceGaps(long gaps) {
    return new Totals(clients, departures, sentBytes, losses, gaps);
  }
}
