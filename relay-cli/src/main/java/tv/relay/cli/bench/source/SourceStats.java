package tv.relay.cli.bench.source;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What the source has seen of its readers.
 *
 * @param open connections that are being sent a channel
 * @param gone those that have left, together
 * @param latestTickNanos how late the source itself was, at most
 */
record SourceStats(
    List<ConnectionStats> open, ConnectionStats gone, long connected, long latestTickNanos) {
  /** Keeps the answer small whatever goes on; the sums are of all. */
  private static final int MOST_LISTED = 64;

  ObjectNode json() {
    ConnectionStats all = open.stream().reduce(gone, ConnectionStats::plus);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("open", open.size());
    json.put("connected", connected);
    describe(all, json);
    json.put("latestTickMillis", millis(latestTickNanos));
    for (ConnectionStats connection : open.subList(0, Math.min(open.size(), MOST_LISTED))) {
      ObjectNode one = json.withArray("connections").addObject();
      one.put("id", connection.id());
      one.put("channel", connection.channel());
      describe(connection, one);
    }
    return json;
  }

  private static void describe(ConnectionStats stats, ObjectNode json) {
    json.put("sentBytes", stats.sentBytes());
    json.put("blockedMillis", millis(stats.blockedNanos()));
    json.put("longestBlockedMillis", millis(stats.longestBlockedNanos()));
    json.put("skippedBytes", stats.skippedBytes());
  }

  private static long millis(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos);
  }
}
