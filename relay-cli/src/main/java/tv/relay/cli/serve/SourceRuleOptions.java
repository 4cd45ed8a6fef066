package tv.relay.cli.serve;

import java.time.Duration;
import picocli.CommandLine.Option;
import tv.relay.channel.SourceRules;
import tv.relay.cli.value.Durations;

/** What sources must not do. */
final class SourceRuleOptions {
  @Option(
      names = "--slow-timeout",
      paramLabel = "TIME",
      defaultValue = "30s",
      converter = Durations.OrZero.class,
      description = {
        "Take a source for lost that for so long brings less than its stream's clock asks for.",
        "0 never does."
      })
  private Duration slowTimeout;

  @Option(
      names = "--picture-timeout",
      paramLabel = "TIME",
      defaultValue = "10s",
      converter = Durations.OrZero.class,
      description = {
        "Take a source for lost whose pictures stop for so long while its sound goes on.",
        "0 never does."
      })
  private Duration pictureTimeout;

  @Option(
      names = "--return-after",
      paramLabel = "TIME",
      defaultValue = "5s",
      converter = Durations.Positive.class,
      description = {
        "With --return-to-primary: read the better source beside the one in use for so long",
        "before going back to it."
      })
  private Duration returnAfter;

  @Option(
      names = "--allow-private-redirects",
      fallbackValue = "true",
      description = {
        "Let sources on the internet redirect to addresses of this machine's own network.",
        "A channel's own URL may be anywhere in any case."
      })
  private boolean allowPrivateRedirects;

  SourceRules rules() {
    return new SourceRules(slowTimeout, pictureTimeout, returnAfter, allowPrivateRedirects);
  }
}
