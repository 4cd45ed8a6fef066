package tv.relay.delivery;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tv.relay.index.StreamIndex;

/**
 * What a channel has delivered and lost since it exists, over all its rings: a channel that falls
 * idle and goes live again has a new ring, but one ledger. Nobody is counted twice or left out, so
 * that no figure ever goes back.
 *
 * <p>Any thread may read. Subscribers come and go on their I/O threads, under a lock that is held
 * for an instant; a source's reader only ever writes a volatile.
 */
public final class Ledger {
  /** Guarded by this. */
  private final Set<Subscriber> present = new HashSet<>();

  /** Those who have left. Guarded by this. */
  private Totals departed = Totals.NOTHING;

  /** Written at the beginning of a ring and at its end, which never overlap. */
  private volatile Source source = new Source(0, null);

  /**
   * The source's faults.
   *
   * @param earlierGaps in rings that are no more
   * @param index of the ring in use; null without one
   */
  private record Source(long earlierGaps, StreamIndex index) {
    long gaps() {
      return earlierGaps + (index == null ? 0 : index.health().continuityErrors());
    }
  }

  /** A ring has been made for the channel. */
  public void opened(Fanout fanout) {
    source = new Source(source.gaps(), fanout.index());
  }

  /** The channel's ring is no more; those who were at it may still be leaving. */
  public void closed() {
    source = new Source(source.gaps(), null);
  }

  synchronized void arrived(Subscriber subscriber) {
    present.add(subscriber);
  }

  synchronized void departed(Subscriber subscriber, CursorSnapshot account, Departure why) {
    present.remove(subscriber);
    departed = departed.plus(account).afterDeparture(why);
  }

  /** All until now, those who are there included. */
  public Totals totals() {
    List<Subscriber> here;
    Totals totals;
    synchronized (this) {
      here = List.copyOf(present);
      totals = departed;
    }
    // Accounts only grow: who leaves meanwhile is read at what will be added to the departed.
    for (Subscriber subscriber : here) {
      totals = totals.plus(subscriber.snapshot());
    }
    return totals.withSourceGaps(source.gaps());
  }
}
