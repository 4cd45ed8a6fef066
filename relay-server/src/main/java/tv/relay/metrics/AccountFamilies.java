package tv.relay.metrics;

import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.Collection;
import java.util.stream.Stream;
import tv.relay.account.AccountView;

/**
 * Who has the connections of the registered accounts. Those that nobody has registered come and go
 * with hosts, and have no series. For one thread and one reading.
 */
final class AccountFamilies {
  private final Family connections =
      Family.gauge(
          "relay_account_connections",
          null,
          "Connections of the provider's account in use, those included that were closed a moment"
              + " ago and still count.");
  private final Family limit =
      Family.gauge(
          "relay_account_connections_limit", null, "How many connections the account allows.");
  private final Family waiting =
      Family.gauge(
          "relay_account_waiting_channels", null, "Channels that wait for one of its connections.");

  void add(Collection<AccountView> accounts) {
    for (AccountView account : accounts) {
      if (account.registered()) {
        Labels labels = Labels.of("account", account.name());
        connections.add(labels, account.holders().size() + account.settling());
        limit.add(labels, account.maxConnections());
        waiting.add(labels, account.waiting().size());
      }
    }
  }

  Stream<MetricSnapshot> snapshots() {
    return Stream.of(connections, limit, waiting).map(Family::snapshot);
  }
}
