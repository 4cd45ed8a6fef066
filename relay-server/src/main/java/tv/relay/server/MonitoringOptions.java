package tv.relay.server;

import tv.relay.access.AccessFormat;

/**
 * Who may see what goes on, and where it is written down.
 *
 * @param publicMetrics whether everybody may read the metrics
 * @param accessLog a file, {@code -} for standard output, or null for none
 * @param publishTimes a file for how long publishing takes, or null for none
 */
public record MonitoringOptions(
    boolean publicMetrics, String accessLog, AccessFormat accessLogFormat, String publishTimes) {

  public static MonitoringOptions defaults() {
    return new MonitoringOptions(false, null, AccessFormat.TEXT, null);
  }
}
