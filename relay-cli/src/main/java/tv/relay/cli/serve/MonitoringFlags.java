package tv.relay.cli.serve;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tv.relay.access.AccessFormat;
import tv.relay.server.MonitoringOptions;

/** What can be seen of the server from outside: log, access log, metrics. */
final class MonitoringFlags {
  @Mixin private LogOption log;

  @Option(
      names = "--access-log",
      paramLabel = "FILE",
      description = {
        "Write a line for each request answered and each stream ended; - for standard output.",
        "A file that was renamed, as logrotate does, is made anew without being told."
      })
  private String accessLog;

  @Option(
      names = "--public-metrics",
      fallbackValue = "true",
      description =
          "Show /metrics to everybody; without it, over loopback and with the admin token.")
  private boolean publicMetrics;

  @Option(
      names = "--publish-times",
      paramLabel = "FILE",
      description = {
        "Write how long sources' readers take to publish what they read, once a second.",
        "A log of HdrHistogram, in nanoseconds; it grows by about 1 KB a second."
      })
  private String publishTimes;

  void applyLog() {
    log.apply();
  }

  MonitoringOptions options() {
    return new MonitoringOptions(
        publicMetrics, accessLog, log.json() ? AccessFormat.JSON : AccessFormat.TEXT, publishTimes);
  }
}
