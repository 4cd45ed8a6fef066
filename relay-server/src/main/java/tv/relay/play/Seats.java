package tv.relay.play;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The streams that an account has now. Any thread. */
final class Seats {
  /** Guarded by this; no larger than the account's maximum was. */
  private final Set<Seat> taken = new HashSet<>();

  /** A place, or null when there are so many already. */
  synchronized Seat take(int most) {
    if (taken.size() >= most) {
      return null;
    }
    Seat seat = new Seat(this);
    taken.add(seat);
    return seat;
  }

  synchronized void leave(Seat seat) {
    taken.remove(seat);
  }

  synchronized int count() {
    return taken.size();
  }

  void endAll() {
    List<Seat> all;
    synchronized (this) {
      all = List.copyOf(taken);
    }
    // Ending one makes it leave, on whatever thread.
    all.forEach(Seat::end);
  }
}
