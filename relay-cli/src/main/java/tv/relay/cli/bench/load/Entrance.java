package tv.relay.cli.bench.load;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Lets a loop's clients in, one after the other. The first of each target starts it; the others
 * wait for that, so that they join something that runs, or see that it doesn't. For one thread.
 */
final class Entrance {
  /** Who waits longer for somebody else's target to start goes on without. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final List<LoadClient> clients;
  private final Running running;
  private final Pace pace;
  private long openedNanos;
  private int starters;
  private int entered;

  /**
   * An entrance that opens when it is first asked.
   *
   * @param clients those that start a target before the others
   */
  Entrance(List<LoadClient> clients, Running running, Pace pace) {
    this.clients = clients;
    this.running = running;
    this.pace = pace;
  }

  /** One more of the first clients starts a target. */
  void addStarter() {
    starters++;
  }

  void admit(long nowNanos, Consumer<LoadClient> to) {
    if (entered == 0) {
      openedNanos = nowNanos;
    }
    while (entered < starters) {
      to.accept(clients.get(entered++));
    }
    if (!running.allDecided() && nowNanos - openedNanos < PATIENCE_NANOS) {
      pace.start(nowNanos);
      return;
    }
    for (int due = pace.due(nowNanos); due > 0 && entered < clients.size(); due--) {
      to.accept(clients.get(entered++));
    }
  }
}
