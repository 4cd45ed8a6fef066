package tv.relay.cli.status.live;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.Locale;
import tv.relay.cli.status.Loss;
import tv.relay.cli.status.Verdict;

/**
 * A client as {@code /status} describes it.
 *
 * @param rateBps sent to it since the snapshot before; negative while that is not known
 */
record ClientRow(String channel, JsonNode client, long rateBps) {
  /** So long after a loss, or so far behind, somebody suffers now. */
  private static final long RECENT_SECONDS = 15;

  private static final long FAR_MILLIS = 5_000;

  /** Who hurts most first; what changes from second to second decides last. */
  static final Comparator<ClientRow> BY_HURT =
      Comparator.comparing((ClientRow row) -> !row.suffers())
          .thenComparing(row -> -row.loss().millis())
          .thenComparing(row -> -row.sourceFaults())
          .thenComparing(row -> -row.lagMillis() / 1_000)
          .thenComparing(ClientRow::channel)
          .thenComparing(row -> row.client().path("id").asLong());

  String id() {
    return client.path("id").asText();
  }

  Loss loss() {
    return Loss.of(client);
  }

  long lagMillis() {
    return client.path("lagMillis").asLong();
  }

  private long sourceFaults() {
    return client.path("sourceGaps").asLong() + client.path("sourceReconnects").asLong();
  }

  /** It loses something just now, or is about to. */
  boolean suffers() {
    JsonNode ago = client.path("lastDropSecondsAgo");
    boolean lately = loss().chunks() > 0 && ago.isNumber() && ago.asLong() < RECENT_SECONDS;
    return lately || lagMillis() >= FAR_MILLIS;
  }

  boolean hasFaults() {
    return !Verdict.of(client).equals(Verdict.NOTHING);
  }

  boolean matches(String filter) {
    return (id() + " " + channel + " " + address() + " " + player())
        .toLowerCase(Locale.ROOT)
        .contains(filter);
  }

  String address() {
    return client.path("address").asText();
  }

  String player() {
    return client.path("userAgent").asText();
  }
}
