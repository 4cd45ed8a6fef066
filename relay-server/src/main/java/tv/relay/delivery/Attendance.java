package tv.relay.delivery;

import java.util.List;

/**
 * Who is at a ring, and what those who were there lost; of one moment, so that nobody is counted
 * twice or left out. Immutable; any thread.
 *
 * @param departedClients how many have left since the channel went live
 * @param evictedClients of those, whom the relay closed because they took or acknowledged nothing
 *     for too long
 * @param overtakenClients of those, whom the relay reset because the writer overtook a write
 */
public record Attendance(
    List<Subscriber> present,
    Losses departed,
    long departedClients,
    long evictedClients,
    long overtakenClients) {
  static final Attendance NOBODY = new Attendance(List.of(), Losses.NONE, 0, 0, 0);

  /** The same, with these present. */
  Attendance with(List<Subscriber> subscribers) {
    return new Attendance(subscribers, departed, departedClients, evictedClients, overtakenClients);
  }

  /** After somebody has left with that account. */
  Attendance departed(CursorSnapshot account, Departure why) {
    return new Attendance(
        present,
        departed.plus(account),
        departedClients + 1,
        evictedClients + (why == Departure.EVICTED || why == Departure.VANISHED ? 1 : 0),
        overtakenClients + (why == Departure.TORN ? 1 : 0));
  }
}
