package tv.relay.cli.serve;

import java.time.Duration;
import picocli.CommandLine.Option;
import tv.relay.cli.value.Count;
import tv.relay.cli.value.Durations;

/** What is done about sources in trouble. */
final class FailoverOptions {
  @Option(
      names = "--give-up-after",
      paramLabel = "TIME",
      defaultValue = "1m",
      converter = Durations.Positive.class,
      description = "Hold clients for so long while no source brings anything.")
  Duration giveUpAfter;

  @Option(
      names = "--tries-per-source",
      paramLabel = "N",
      defaultValue = "3",
      converter = Count.OfTries.class,
      description = {
        "Ask a source so often in a row before the next of the channel's list.",
        "One that answers 401, 403, 404 or no stream at all is left at once."
      })
  int triesPerSource;

  @Option(
      names = "--return-to-primary",
      fallbackValue = "true",
      description = {
        "When a channel connects anew, begin with the first source that is not cooling down.",
        "Without it the relay stays with the source that works."
      })
  boolean returnToPrimary;
}
