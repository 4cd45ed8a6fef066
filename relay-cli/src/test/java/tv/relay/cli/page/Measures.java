package tv.relay.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Numbers of the page against those of {@code /status}. These move all the time, and the page is a
 * second behind: each must lie within what the status has said of it so far. For one thread.
 */
final class Measures {
  /** What the page says of a number has a digit behind the point. */
  private static final double ROUNDING = 0.051;

  private final Map<String, Range> ranges = new HashMap<>();

  private record Range(double low, double high) {}

  /** Takes note of what the status says now. */
  void learn(JsonNode status) {
    for (JsonNode channel : status.path("channels")) {
      double bps = channel.path("upstream").path("bitrateBps").asDouble();
      learn(channel.path("id").asText() + " bitrate", Math.floor(bps / 10_000) * 10_000, bps);
      for (JsonNode client : channel.path("clients")) {
        String id = client.path("id").asText();
        double lag = client.path("lagMillis").asDouble();
        learn(id + " lag", Math.floor(lag / 100) * 100, lag);
        double dropped = client.path("droppedMillis").asDouble();
        double seconds = client.path("connectedSeconds").asDouble();
        // Whole seconds there, and the page counts from when it saw the client first.
        learn(id + " loss", dropped / 10 / (seconds + 2), dropped / 10 / Math.max(1, seconds - 2));
      }
    }
  }

  private void learn(String name, double low, double high) {
    ranges.merge(
        name,
        new Range(low, high),
        (one, other) -> new Range(Math.min(one.low, other.low), Math.max(one.high, other.high)));
  }

  /** Whether a bitrate as the page shows it, as "1.5 Mbit/s" or nothing, is one of these. */
  void assertBitrate(String channel, String shown) {
    within(channel + " bitrate", shown, text -> text.isEmpty() ? 0 : scaled(text, 1));
  }

  /** The same for a client's lag, as "none", "300 ms" or "1.2 s". */
  void assertLag(String client, String shown) {
    within(client + " lag", shown, text -> text.equals("none") ? 0 : scaled(text, 1_000));
  }

  /** The same for its loss, as nothing or "12 % lost". */
  void assertLoss(String client, String shown) {
    within(
        client + " loss",
        shown,
        text -> text.isEmpty() ? 0 : Math.min(100, scaled(text.replace("<", ""), 1)));
  }

  private void within(String name, String shown, ToDoubleFunction<String> number) {
    Range range = ranges.get(name);
    assertThat(range).as(name).isNotNull();
    double value = number.applyAsDouble(shown);
    double slack = value * ROUNDING + 0.1;
    assertThat(value)
        .as("%s, shown as '%s'", name, shown)
        .isBetween(range.low - slack, range.high + slack);
  }

  /** A second counts so many; a thousandth is told by its prefix. */
  private static double scaled(String text, double second) {
    String[] parts = text.split(" ");
    double number = Double.parseDouble(parts[0]);
    return switch (parts[1]) {
      case "Mbit/s" -> number * 1e6;
      case "kbit/s" -> number * 1e3;
      case "s" -> number * second;
      default -> number;
    };
  }
}
