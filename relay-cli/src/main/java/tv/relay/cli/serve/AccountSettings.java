package tv.relay.cli.serve;

import java.time.Duration;
import picocli.CommandLine.Option;
import tv.relay.account.AccountOptions;
import tv.relay.cli.value.Count;
import tv.relay.cli.value.Durations;

/** How providers' accounts are treated. */
final class AccountSettings {
  @Option(
      names = "--max-connections-per-account",
      paramLabel = "N",
      defaultValue = "0",
      converter = Count.OfConnectionsOrNone.class,
      description = {
        "Most connections to one host with the same user and password; 0 for no limit.",
        "Accounts that are registered have a maximum of their own: 'relay account add'."
      })
  private int maxConnections;

  @Option(
      names = "--settle",
      paramLabel = "TIME",
      defaultValue = "500ms",
      converter = Durations.OrZero.class,
      description = "How long a closed connection still counts for its account's maximum.")
  private Duration settle;

  @Option(
      names = "--zap-wait",
      paramLabel = "TIME",
      defaultValue = "5s",
      converter = Durations.Positive.class,
      description = "Wait for so long for a connection of a full account before refusing a client.")
  private Duration zapWait;

  AccountOptions options() {
    return new AccountOptions(maxConnections, settle, zapWait);
  }
}
