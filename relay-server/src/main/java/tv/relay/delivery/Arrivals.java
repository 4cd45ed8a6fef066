package tv.relay.delivery;

import java.util.Collection;
import java.util.concurrent.locks.LockSupport;

/**
 * Wakes the I/O threads when a reader has published, where delivery is not coalesced. A thread of
 * its own does it, so that a reader takes no lock to hand work to an I/O thread.
 */
final class Arrivals implements AutoCloseable {
  private final Collection<DeliveryLoop> loops;
  private final Thread waker = new Thread(this::wakeLoops, "relay-delivery");
  private volatile boolean closed;

  /** Set by readers, cleared by the waker. */
  private volatile boolean news;

  /** Wakes these from now on. */
  Arrivals(Collection<DeliveryLoop> loops) {
    this.loops = loops;
    waker.setDaemon(true);
    waker.start();
  }

  /** A reader has published. Wait-free; any thread. */
  void published() {
    if (!news) {
      news = true;
      LockSupport.unpark(waker);
    }
  }

  private void wakeLoops() {
    while (!closed) {
      if (news) {
        news = false;
        loops.forEach(DeliveryLoop::signal);
      } else {
        LockSupport.park(this);
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(waker);
  }
}
