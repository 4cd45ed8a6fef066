package tv.relay.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import tv.relay.access.AccessFormat;
import tv.relay.account.AccountOptions;
import tv.relay.channel.ChannelOptions;
import tv.relay.channel.Limits;
import tv.relay.channel.SourceRules;
import tv.relay.delivery.DeliveryOptions;
import tv.relay.http.CidrBlock;
import tv.relay.http.HttpOptions;
import tv.relay.http.PublicUrl;
import tv.relay.server.MonitoringOptions;
import tv.relay.server.RelayServer;
import tv.relay.server.ServerOptions;
import tv.relay.server.StartException;
import tv.relay.tuner.TunerOptions;

/**
 * Options of a {@link RunningRelay}: short timeouts and small buffers, so that what takes a minute
 * in earnest takes a second in a test. For one thread.
 */
final class RelayBuilder {
  private Path dataDir;
  private InetSocketAddress listen = new InetSocketAddress("127.0.0.1", 0);
  private Duration headerTimeout = Duration.ofSeconds(5);
  private Duration interval = Duration.ofMillis(20);
  private int sendBufferBytes = 32 * 1024;
  private Duration clientTimeout = Duration.ofSeconds(30);
  private Duration maxLag = Duration.ofSeconds(5);
  private Duration joinCushion = Duration.ofSeconds(2);
  private int ringBytes = 1024 * 1024;
  private Duration linger = Duration.ofMillis(100);
  private Duration startTimeout = Duration.ofSeconds(5);
  private Duration stallTimeout = Duration.ofSeconds(5);
  private Duration giveUpAfter = Duration.ofSeconds(20);
  private int triesPerSource = 3;
  private boolean returnToPrimary;
  private SourceRules rules = SourceRules.defaults();
  private int maxConnections;
  private Duration settle = Duration.ofMillis(100);
  private Duration zapWait = Duration.ofSeconds(5);
  private Duration reserveWait = Duration.ofSeconds(5);
  private MonitoringOptions monitoring = MonitoringOptions.defaults();
  private PublicUrl publicUrl;
  private List<CidrBlock> trustedProxies = List.of();
  private TunerOptions tuner = TunerOptions.defaults();
  private Limits limits = new Limits(2_000, 2_000, 100);

  /** A folder that outlives the relay. */
  RelayBuilder dataDir(Path folder) {
    dataDir = folder;
    return this;
  }

  RelayBuilder listen(String host, int port) {
    listen = new InetSocketAddress(host, port);
    return this;
  }

  RelayBuilder headerTimeout(Duration timeout) {
    headerTimeout = timeout;
    return this;
  }

  RelayBuilder deliveryInterval(Duration duration) {
    interval = duration;
    return this;
  }

  RelayBuilder sendBufferBytes(int bytes) {
    sendBufferBytes = bytes;
    return this;
  }

  RelayBuilder maxLag(Duration lag) {
    maxLag = lag;
    return this;
  }

  RelayBuilder joinCushion(Duration cushion) {
    joinCushion = cushion;
    return this;
  }

  RelayBuilder clientTimeout(Duration timeout) {
    clientTimeout = timeout;
    return this;
  }

  RelayBuilder ringBytes(int bytes) {
    ringBytes = bytes;
    return this;
  }

  RelayBuilder linger(Duration duration) {
    linger = duration;
    return this;
  }

  RelayBuilder startTimeout(Duration timeout) {
    startTimeout = timeout;
    return this;
  }

  RelayBuilder stallTimeout(Duration timeout) {
    stallTimeout = timeout;
    return this;
  }

  RelayBuilder giveUpAfter(Duration duration) {
    giveUpAfter = duration;
    return this;
  }

  RelayBuilder triesPerSource(int tries) {
    triesPerSource = tries;
    return this;
  }

  RelayBuilder returnToPrimary() {
    returnToPrimary = true;
    return this;
  }

  RelayBuilder rules(SourceRules asked) {
    rules = asked;
    return this;
  }

  /** Of accounts that are not registered; 0 for no limit. */
  RelayBuilder maxConnections(int most) {
    maxConnections = most;
    return this;
  }

  RelayBuilder settle(Duration delay) {
    settle = delay;
    return this;
  }

  RelayBuilder zapWait(Duration wait) {
    zapWait = wait;
    return this;
  }

  RelayBuilder reserveWait(Duration wait) {
    reserveWait = wait;
    return this;
  }

  RelayBuilder publicMetrics() {
    monitoring =
        new MonitoringOptions(
            true, monitoring.accessLog(), monitoring.accessLogFormat(), monitoring.publishTimes());
    return this;
  }

  RelayBuilder accessLog(Path file, AccessFormat format) {
    monitoring =
        new MonitoringOptions(
            monitoring.publicMetrics(), file.toString(), format, monitoring.publishTimes());
    return this;
  }

  RelayBuilder publishTimes(Path file) {
    monitoring =
        new MonitoringOptions(
            monitoring.publicMetrics(),
            monitoring.accessLog(),
            monitoring.accessLogFormat(),
            file.toString());
    return this;
  }

  RelayBuilder publicUrl(String url) {
    publicUrl = new PublicUrl(url);
    return this;
  }

  RelayBuilder trustedProxies(String blocks) {
    trustedProxies = CidrBlock.parseList(blocks);
    return this;
  }

  RelayBuilder tuners(int count) {
    tuner = new TunerOptions(count);
    return this;
  }

  RelayBuilder limits(int maxClients, int maxClientsPerChannel, int maxChannels) {
    limits = new Limits(maxClients, maxClientsPerChannel, maxChannels);
    return this;
  }

  RunningRelay start() throws StartException {
    Path ownFolder = dataDir == null ? newFolder() : null;
    try {
      return new RunningRelay(
          RelayServer.start(options(ownFolder != null ? ownFolder : dataDir)), ownFolder);
    } catch (StartException | RuntimeException e) {
      if (ownFolder != null) {
        RunningRelay.delete(ownFolder);
      }
      throw e;
    }
  }

  private ServerOptions options(Path folder) {
    return new ServerOptions(
        folder,
        new HttpOptions(listen, 2, 16 * 1024, headerTimeout, publicUrl, trustedProxies),
        new DeliveryOptions(interval, sendBufferBytes, clientTimeout, maxLag, joinCushion),
        new ChannelOptions(
            ringBytes,
            linger,
            startTimeout,
            Duration.ofSeconds(2),
            stallTimeout,
            giveUpAfter,
            triesPerSource,
            returnToPrimary,
            reserveWait,
            rules),
        limits,
        0,
        new AccountOptions(maxConnections, settle, zapWait),
        monitoring,
        tuner);
  }

  private static Path newFolder() {
    try {
      return Files.createTempDirectory("relay-acceptance-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
