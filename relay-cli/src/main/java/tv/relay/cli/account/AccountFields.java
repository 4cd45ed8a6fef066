package tv.relay.cli.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import picocli.CommandLine.Option;
import tv.relay.cli.value.Durations;

/** The options for what an account may have. */
final class AccountFields {
  @Option(
      names = "--settle",
      paramLabel = "TIME",
      converter = Durations.OrZero.class,
      description =
          "How long the provider still counts a connection that is closed, up to 1m; without it"
              + " the server's --settle.")
  private Duration settle;

  @Option(
      names = "--source",
      paramLabel = "URL",
      description =
          "Any URL of the account, such as that of its playlist: every source with the same host,"
              + " user and password is counted then, without --account at its channel.")
  private String source;

  /** Puts what was given over what is there; an empty source removes it. */
  void write(ObjectNode account) {
    if (settle != null) {
      account.put("settleMillis", settle.toMillis());
    }
    if (source != null && source.isEmpty()) {
      account.remove("source");
    } else if (source != null) {
      account.put("source", source);
    }
  }

  boolean isEmpty() {
    return settle == null && source == null;
  }
}
