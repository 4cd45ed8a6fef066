package tv.relay.cli.serve;

import java.time.Duration;
import picocli.CommandLine.Option;
import tv.relay.cli.value.Durations;

/** How the server ends. */
final class DrainOption {
  @Option(
      names = "--drain-for",
      paramLabel = "TIME",
      defaultValue = "0",
      converter = Durations.OrZero.class,
      description = {
        "After SIGTERM or Ctrl-C, take no new clients and let those that watch stay for so long.",
        "A second signal ends them at once."
      })
  Duration drainFor;
}
