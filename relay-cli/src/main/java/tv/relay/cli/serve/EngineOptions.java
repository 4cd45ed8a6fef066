package tv.relay.cli.serve;

import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tv.relay.channel.ChannelOptions;
import tv.relay.cli.value.ByteSize;
import tv.relay.cli.value.Durations;
import tv.relay.delivery.DeliveryOptions;
import tv.relay.server.ServerOptions;

/** The options of a server, apart from its data folder; the defaults are those of the server. */
final class EngineOptions {
  @Mixin private HttpFaceOptions http;

  @Option(
      names = "--ring-size",
      paramLabel = "SIZE",
      defaultValue = "8M",
      converter = ByteSize.OfRing.class,
      description = {
        "Memory for the last seconds of each channel that is being watched.",
        "A client may lag behind by so much before it loses anything."
      })
  private int ringBytes;

  @Option(
      names = "--delivery-interval",
      paramLabel = "TIME",
      defaultValue = "50ms",
      converter = Durations.OfDelivery.class,
      description = {
        "How long data may wait to be sent together with what follows; 0 sends on arrival.",
        "Longer costs less CPU; 1s is the most."
      })
  private Duration deliveryInterval;

  @Option(
      names = "--send-buffer",
      paramLabel = "SIZE",
      defaultValue = "256K",
      converter = ByteSize.OfSocketBuffer.class,
      description = "The kernel's send buffer for each client.")
  private int sendBufferBytes;

  @Option(
      names = "--client-timeout",
      paramLabel = "TIME",
      defaultValue = "30s",
      converter = Durations.Positive.class,
      description =
          "Disconnect a client that takes no byte, of a stream or of another answer, for so long.")
  private Duration clientTimeout;

  @Option(
      names = "--max-lag",
      paramLabel = "TIME",
      defaultValue = "5s",
      converter = Durations.Positive.class,
      description = {
        "Move a client on that is further behind, at the end of its group of pictures.",
        "Half of what the ring holds is the most."
      })
  private Duration maxLag;

  @Option(
      names = "--join-cushion",
      paramLabel = "TIME",
      defaultValue = "2s",
      converter = Durations.OrZero.class,
      description = {
        "How far behind the live edge a client starts, so that its player has something in hand.",
        "One client's own choice: ?cushion=SECONDS behind its URL."
      })
  private Duration joinCushion;

  @Option(
      names = "--linger",
      paramLabel = "TIME",
      defaultValue = "10s",
      converter = Durations.OrZero.class,
      description = "Keep an upstream for so long after its last client has left.")
  private Duration linger;

  @Option(
      names = "--start-timeout",
      paramLabel = "TIME",
      defaultValue = "15s",
      converter = Durations.Positive.class,
      description = "Refuse a client when its channel brings nothing for so long.")
  private Duration startTimeout;

  @Option(
      names = "--connect-timeout",
      paramLabel = "TIME",
      defaultValue = "10s",
      converter = Durations.Positive.class,
      description = "How long connecting to a source may take.")
  private Duration connectTimeout;

  @Option(
      names = "--stall-timeout",
      paramLabel = "TIME",
      defaultValue = "10s",
      converter = Durations.Positive.class,
      description = "Take an upstream that sends nothing for so long as lost, and reconnect.")
  private Duration stallTimeout;

  @Option(
      names = "--reserve-wait",
      paramLabel = "TIME",
      defaultValue = "6s",
      converter = Durations.OrZero.class,
      description = {
        "Let clients of a channel with a reserve wait so long at the most until it is filled.",
        "They wait only where its source does not send its last seconds at once."
      })
  private Duration reserveWait;

  @Mixin private FailoverOptions failover;

  @Mixin private SourceRuleOptions rules;

  @Mixin private AccountSettings accounts;

  @Mixin private LimitOptions limits;

  @Mixin private TunerSettings tuner;

  @Mixin private MonitoringFlags monitoring;

  /** Says how is logged; to be called before the first line. */
  void applyLog() {
    monitoring.applyLog();
  }

  ServerOptions in(Path dataDir) {
    return new ServerOptions(
        dataDir,
        http.options(),
        new DeliveryOptions(deliveryInterval, sendBufferBytes, clientTimeout, maxLag, joinCushion),
        new ChannelOptions(
            ringBytes,
            linger,
            startTimeout,
            connectTimeout,
            stallTimeout,
            failover.giveUpAfter,
            failover.triesPerSource,
            failover.returnToPrimary,
            reserveWait,
            rules.rules()),
        limits.limits(),
        limits.liveChannels,
        accounts.options(),
        monitoring.options(),
        tuner.options());
  }
}
