package tv.relay.channel;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts clients against the limits, those who still wait included. Any thread. */
public final class Admission {
  private final Limits limits;
  private final AtomicInteger clients = new AtomicInteger();
  private final Drain drain = new Drain(clients::get);

  Admission(Limits limits) {
    this.limits = limits;
  }

  /**
   * Takes a place for a client of the channel, to be given back by {@link #leave}.
   *
   * @return null when there is one, else why not
   */
  public Refusal enter(Channel channel) {
    Refusal draining = drain.refusal();
    if (draining != null) {
      return draining;
    }
    if (!take(clients, limits.maxClients())) {
      return Refusal.unavailable(
          "the relay serves its limit of " + limits.maxClients() + " clients (--max-clients)");
    }
    if (!take(channel.places(), limits.maxClientsPerChannel())) {
      clients.decrementAndGet();
      return Refusal.unavailable(
          "the channel has its limit of "
              + limits.maxClientsPerChannel()
              + " clients (--max-clients-per-channel)");
    }
    return null;
  }

  Drain drain() {
    return drain;
  }

  /** How many hold a place now. */
  int count() {
    return clients.get();
  }

  public void leave(Channel channel) {
    channel.places().decrementAndGet();
    clients.decrementAndGet();
  }

  private static boolean take(AtomicInteger counter, int limit) {
    int seen = counter.get();
    while (seen < limit) {
      if (counter.compareAndSet(seen, seen + 1)) {
        return true;
      }
      seen = counter.get();
    }
    return false;
  }
}
