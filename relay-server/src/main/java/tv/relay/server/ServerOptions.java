package tv.relay.server;

import java.nio.file.Path;
import tv.relay.account.AccountOptions;
import tv.relay.channel.ChannelOptions;
import tv.relay.channel.Limits;
import tv.relay.delivery.DeliveryOptions;
import tv.relay.http.HttpOptions;
import tv.relay.tuner.TunerOptions;

/**
 * Everything a relay is started with.
 *
 * @param dataDir where the registry and the admin token live; made when missing
 * @param liveChannels how many at the same time the machine has to have memory for; 0 for as many
 *     as it has
 */
public record ServerOptions(
    Path dataDir,
    HttpOptions http,
    DeliveryOptions delivery,
    ChannelOptions channels,
    Limits limits,
    int liveChannels,
    AccountOptions accounts,
    MonitoringOptions monitoring,
    TunerOptions tuner) {

  public static ServerOptions defaults(Path dataDir) {
    return new ServerOptions(
        dataDir,
        HttpOptions.defaults(),
        DeliveryOptions.defaults(),
        ChannelOptions.defaults(),
        Limits.defaults(),
        0,
        AccountOptions.defaults(),
        MonitoringOptions.defaults(),
        TunerOptions.defaults());
  }
}
