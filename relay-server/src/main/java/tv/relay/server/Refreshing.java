package tv.relay.server;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.relay.events.EventLog;
import tv.relay.guide.Guides;
import tv.relay.http.Documents;
import tv.relay.lists.Importer;
import tv.relay.lists.ListTaker;
import tv.relay.registry.DataFolder;
import tv.relay.registry.Registry;
import tv.relay.subscription.Fetcher;
import tv.relay.subscription.Subscriptions;
import tv.relay.subscription.Transfers;
import tv.relay.upstream.SourceClient;

/** Lists and guides put together, and the clock that has them fetched. */
final class Refreshing implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Refreshing.class);

  /** Providers make a list of everything they have while one waits. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private final SourceClient client;
  private final Transfers transfers = new Transfers();
  private final Documents documents;
  private final Guides guides;
  private final ScheduledExecutorService clock;

  /**
   * Loads what is subscribed; nothing is fetched before {@link #start}.
   *
   * @param client with timeouts that suit documents; closed with this
   * @throws tv.relay.registry.DataFolderException when what is stored can't be understood
   */
  Refreshing(DataFolder folder, Registry registry, EventLog events, SourceClient client) {
    this.client = client;
    Fetcher fetcher = new Fetcher(client);
    Importer importer = new Importer(registry, folder.path());
    guides = new Guides(registry, folder.path(), transfers);
    Subscriptions lists =
        new Subscriptions(
            "list", folder, fetcher, transfers, events, Clock.systemUTC(), new ListTaker(importer));
    Subscriptions guideSubscriptions =
        new Subscriptions("guide", folder, fetcher, transfers, events, Clock.systemUTC(), guides);
    guides.rankBy(guideSubscriptions::names);
    documents =
        new Documents(importer, fetcher, lists, guideSubscriptions, guides::served, transfers);
    clock =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "relay-refresh");
              thread.setDaemon(true);
              return thread;
            });
  }

  Documents documents() {
    return documents;
  }

  /** How many lists and guides failed when they were last fetched. */
  int failing() {
    return documents.lists().failing() + documents.guides().failing();
  }

  void start() {
    var unused = clock.scheduleWithFixedDelay(this::tick, 1, 1, TimeUnit.SECONDS);
  }

  private void tick() {
    try {
      documents.lists().tick();
      documents.guides().tick();
      guides.tick();
    } catch (RuntimeException e) {
      // It would end the schedule.
      LOG.error(
          "lists and guides could not be looked after; this is a defect of the relay, please report"
              + " it",
          e);
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
    transfers.close();
    client.close();
  }
}
