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
 */
public record ServerOptions(
    Path dataDir,
    HttpOptions http,
    DeliveryOptions delivery,
    ChannelOptions channels,
    Limits limits,
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
        AccountOptions.defaults(),
        MonitoringOptions.defaults(),
        TunerOptions.defaults());
  }
}
