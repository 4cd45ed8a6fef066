package tv.relay.cli.status.live;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the server said last, sorted by who hurts, with the rates since what it said before.
 * Immutable.
 *
 * @param status whole, as it came
 */
record Snapshot(
    JsonNode status, long nanoTime, List<ChannelRow> channels, List<ClientRow> clients) {

  /**
   * Makes sense of an answer.
   *
   * @param status of the whole relay, or of one channel
   * @param before null for the first
   */
  static Snapshot of(JsonNode status, long nanoTime, Snapshot before) {
    Map<String, Long> sentBefore = new HashMap<>();
    if (before != null) {
      before.clients.forEach(
          row -> sentBefore.put(row.id(), row.client().path("sentBytes").asLong()));
    }
    double seconds = before == null ? 0 : (nanoTime - before.nanoTime) / 1e9;
    List<ChannelRow> channels = new ArrayList<>();
    List<ClientRow> clients = new ArrayList<>();
    Iterable<JsonNode> all = status.has("channels") ? status.path("channels") : List.of(status);
    for (JsonNode channel : all) {
      long sentBps = 0;
      int suffering = 0;
      for (JsonNode client : channel.path("clients")) {
        Long earlier = sentBefore.get(client.path("id").asText());
        long rate =
            earlier == null || seconds <= 0
                ? -1
                : (long) ((client.path("sentBytes").asLong() - earlier) * 8 / seconds);
        ClientRow row = new ClientRow(channel.path("id").asText(), client, rate);
        clients.add(row);
        sentBps += Math.max(0, rate);
        suffering += row.suffers() ? 1 : 0;
      }
      channels.add(new ChannelRow(channel, sentBps, suffering));
    }
    channels.sort(ChannelRow.BY_HURT);
    clients.sort(ClientRow.BY_HURT);
    return new Snapshot(status, nanoTime, List.copyOf(channels), List.copyOf(clients));
  }

  long receivedBps() {
    return channels.stream()
        .mapToLong(row -> row.channel().path("upstream").path("bitrateBps").asLong())
        .sum();
  }

  long sentBps() {
    return channels.stream().mapToLong(ChannelRow::sentBps).sum();
  }

  long live() {
    return channels.stream().filter(row -> row.state().equals("live")).count();
  }
}
