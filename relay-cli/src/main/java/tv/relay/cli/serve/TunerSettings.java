package tv.relay.cli.serve;

import picocli.CommandLine.Option;
import tv.relay.cli.value.Count;
import tv.relay.tuner.TunerOptions;

/** What media servers are told of the relay as a tuner. */
final class TunerSettings {
  @Option(
      names = "--tuners",
      paramLabel = "N",
      defaultValue = "0",
      converter = Count.OfTuners.class,
      description = {
        "How many channels at once Plex, Emby and Jellyfin may ask for, up to 100.",
        "0 tells as many as the registered accounts have connections, or 4 without accounts."
      })
  private int tuners;

  TunerOptions options() {
    return new TunerOptions(tuners);
  }
}
