package tv.relay.cli.status.live;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.Locale;
import tv.relay.cli.status.Loss;

/**
 * A channel as {@code /status} describes it.
 *
 * @param sentBps to all its clients together
 * @param suffering how many of them lose something just now
 */
record ChannelRow(JsonNode channel, long sentBps, int suffering) {

  /** What hurts most people first. */
  static final Comparator<ChannelRow> BY_HURT =
      Comparator.comparingInt(ChannelRow::rank)
          .thenComparing(row -> -row.suffering())
          .thenComparing(row -> -Loss.of(row.channel().path("losses")).millis())
          .thenComparing(row -> -row.clients())
          .thenComparing(ChannelRow::id);

  private int rank() {
    return switch (state()) {
      case "stalled", "backoff", "waiting" -> 0;
      case "failed" -> 1;
      case "connecting" -> 2;
      case "live" -> 3;
      case "lingering", "draining" -> 4;
      default -> 5;
    };
  }

  String id() {
    return channel.path("id").asText();
  }

  String state() {
    return channel.path("state").asText();
  }

  int clients() {
    return channel.path("clients").size();
  }

  /** Its source brings nothing though somebody wants it. */
  boolean broken() {
    return rank() <= 1;
  }

  boolean hasLosses() {
    return suffering > 0 || Loss.of(channel.path("losses")).chunks() > 0;
  }

  long lagMillis() {
    return channel.path("losses").path("lagMillis").asLong();
  }

  /** As {@code 2/3}: which of its sources is in use; nothing where it has but one. */
  String source() {
    JsonNode sources = channel.path("sources");
    if (sources.size() < 2) {
      return "-";
    }
    for (int i = 0; i < sources.size(); i++) {
      String state = sources.get(i).path("state").asText();
      if (!state.equals("idle") && !state.equals("cooling")) {
        return i + 1 + "/" + sources.size();
      }
    }
    return "-/" + sources.size();
  }

  boolean matches(String filter) {
    return (id() + " " + channel.path("title").asText(""))
        .toLowerCase(Locale.ROOT)
        .contains(filter);
  }
}
