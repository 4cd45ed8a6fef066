package tv.relay.cli.serve;

import picocli.CommandLine.Option;
import tv.relay.channel.Limits;
import tv.relay.cli.value.Count;

/** What the server takes on at most. */
final class LimitOptions {
  @Option(
      names = "--max-clients",
      paramLabel = "N",
      defaultValue = "5000",
      converter = Count.OfLimit.class,
      description = "Most clients of all channels together.")
  private int maxClients;

  @Option(
      names = "--max-clients-per-channel",
      paramLabel = "N",
      defaultValue = "5000",
      converter = Count.OfLimit.class,
      description = "Most clients of one channel.")
  private int maxClientsPerChannel;

  @Option(
      names = "--max-channels",
      paramLabel = "N",
      defaultValue = "30000",
      converter = Count.OfLimit.class,
      description = "Most registered channels.")
  private int maxChannels;

  @Option(
      names = "--live-channels",
      paramLabel = "N",
      defaultValue = "0",
      converter = Count.OfLiveChannels.class,
      description = {
        "Have memory for the rings of so many channels live at once, or refuse to start;"
            + " 0 for as many as there is memory for, 256 at most."
      })
  int liveChannels;

  Limits limits() {
    return new Limits(maxClients, maxClientsPerChannel, maxChannels);
  }
}
