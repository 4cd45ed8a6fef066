package tv.relay.metrics;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import tv.relay.access.AccessCounts;
import tv.relay.channel.Channel;
import tv.relay.channel.Channels;

/**
 * The relay's figures in Prometheus' text format or in OpenMetrics, as the scraper accepts. Nothing
 * is kept between two readings: each reads what channels, ledgers and meters count anyway. Any
 * thread; with thousands of channels it takes a while, so not one that serves others.
 */
public final class Metrics {
  private final String version;
  private final Channels channels;
  private final int maxClients;
  private final AccessCounts access;
  private final IntSupplier failingSubscriptions;
  private final ExpositionFormats formats = ExpositionFormats.init();

  /**
   * Reads nothing yet.
   *
   * @param maxClients the limit that is in force
   * @param failingSubscriptions how many lists and guides failed when they were last fetched
   */
  public Metrics(
      String version,
      Channels channels,
      int maxClients,
      AccessCounts access,
      IntSupplier failingSubscriptions) {
    this.version = version;
    this.channels = channels;
    this.maxClients = maxClients;
    this.access = access;
    this.failingSubscriptions = failingSubscriptions;
  }

  /**
   * The format for a scraper.
   *
   * @param accept its header of that name, or null
   */
  public String contentType(String accept) {
    return formats.findWriter(accept).getContentType();
  }

  /** Writes all that is known now, in the format of {@link #contentType}. */
  public void write(String accept, OutputStream out) throws IOException {
    ExpositionFormatWriter writer = formats.findWriter(accept);
    writer.write(out, read(), EscapingScheme.fromAcceptHeader(accept));
  }

  MetricSnapshots read() {
    long now = System.nanoTime();
    ChannelFamilies families = new ChannelFamilies();
    for (Channel channel : channels.all()) {
      families.add(channel, now);
    }
    AccountFamilies accounts = new AccountFamilies();
    accounts.add(channels.accounts());
    List<MetricSnapshot> all =
        Stream.of(families.snapshots(), accounts.snapshots(), whole(), ProcessFamilies.snapshots())
            .flatMap(each -> each)
            .toList();
    return new MetricSnapshots(all);
  }

  private Stream<MetricSnapshot> whole() {
    MetricSnapshot build =
        InfoSnapshot.builder()
            .name("relay_build")
            .help("The relay's version.")
            .dataPoint(
                InfoSnapshot.InfoDataPointSnapshot.builder()
                    .labels(Labels.of("version", version))
                    .build())
            .build();
    Family clients =
        Family.gauge("relay_clients", null, "Clients, those included who wait for their stream.");
    clients.add(Labels.EMPTY, channels.clients());
    Family limit =
        Family.gauge(
            "relay_clients_limit", null, "How many clients are served; beyond, they get 503.");
    limit.add(Labels.EMPTY, maxClients);
    Family answers =
        Family.counter(
            "relay_http_answers",
            null,
            "Requests answered, by the first digit of the status; 4xx includes those whose client"
                + " left before.");
    for (int hundred = 1; hundred <= 5; hundred++) {
      answers.add(Labels.of("code", hundred + "xx"), access.answers(hundred));
    }
    Family unwritten =
        Family.counter(
            "relay_access_log_lost_lines",
            null,
            "Lines that the access log could not take: its disk is full or too slow.");
    unwritten.add(Labels.EMPTY, access.lostLines());
    Family failing =
        Family.gauge(
            "relay_subscriptions_failing",
            null,
            "Lists and guides that failed when they were last fetched.");
    failing.add(Labels.EMPTY, failingSubscriptions.getAsInt());
    return Stream.concat(
        Stream.of(build),
        Stream.of(clients, limit, answers, unwritten, failing).map(Family::snapshot));
  }
}
