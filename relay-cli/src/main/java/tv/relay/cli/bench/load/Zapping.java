package tv.relay.cli.bench.load;

import java.util.List;
import java.util.function.Consumer;

/** Who changes the channel, and when: all fast clients in turn. For one thread. */
final class Zapping {
  private final List<LoadClient> clients;
  private final Pace pace;
  private int next;

  Zapping(List<LoadClient> clients, Pace pace) {
    this.clients = clients;
    this.pace = pace;
  }

  void start(long nowNanos) {
    pace.start(nowNanos);
  }

  /** Lets those go whose time has come; {@code reopen} is to connect them anew. */
  void zap(long nowNanos, Consumer<LoadClient> reopen) {
    for (int due = pace.due(nowNanos); due > 0; due--) {
      for (int tries = 0; tries < clients.size(); tries++) {
        LoadClient client = clients.get(next++ % clients.size());
        if (client.kind().isFast() && client.isPlaying()) {
          client.leave();
          reopen.accept(client);
          break;
        }
      }
    }
  }
}
