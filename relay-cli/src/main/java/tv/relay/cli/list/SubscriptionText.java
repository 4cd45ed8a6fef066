package tv.relay.cli.list;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tv.relay.cli.terminal.Amounts;
import tv.relay.cli.terminal.PlainText;
import tv.relay.cli.terminal.Table;
import tv.relay.cli.terminal.Table.Column;
import tv.relay.cli.terminal.Table.Kind;

/** How subscriptions stand, for people. */
final class SubscriptionText {
  private SubscriptionText() {}

  static Table table(SubscriptionKind kind, JsonNode subscriptions) {
    Table table =
        new Table(
            new Column(kind.noun().toUpperCase(Locale.ROOT), Kind.NAME),
            new Column("EVERY", Kind.NAME),
            new Column("FETCHED", Kind.NAME),
            new Column("NEXT", Kind.NAME),
            new Column("STATE", Kind.FREE),
            new Column("FROM", Kind.FREE));
    for (JsonNode each : subscriptions) {
      table.add(
          each.path("name").asText(),
          every(each),
          ago(each.path("refreshedAt")),
          in(each.path("nextAt")),
          state(each),
          from(each));
    }
    return table;
  }

  static List<String> lines(JsonNode each) {
    List<String> lines = new ArrayList<>();
    lines.add("name     " + each.path("name").asText());
    lines.add("from     " + from(each));
    lines.add("every    " + every(each));
    for (String field : List.of("groups", "names", "excludeGroups", "excludeNames")) {
      List<String> patterns = new ArrayList<>();
      each.path(field).forEach(pattern -> patterns.add(pattern.asText()));
      if (!patterns.isEmpty()) {
        lines.add(label(field) + String.join(", ", patterns));
      }
    }
    if (each.has("merge")) {
      lines.add("merge    by " + each.path("merge").asText());
    }
    if (each.path("prune").asBoolean()) {
      lines.add("prune    yes");
    }
    lines.add("fetched  " + ago(each.path("refreshedAt")));
    lines.add("next     " + in(each.path("nextAt")));
    lines.add("state    " + state(each));
    return lines.stream().map(PlainText::of).toList();
  }

  private static String label(String field) {
    return switch (field) {
      case "groups" -> "groups   ";
      case "names" -> "names    ";
      case "excludeGroups" -> "groups   but not ";
      default -> "names    but not ";
    };
  }

  private static String from(JsonNode each) {
    return each.path(each.has("url") ? "url" : "file").asText();
  }

  private static String every(JsonNode each) {
    long seconds = each.path("everySeconds").asLong();
    return seconds == 0 ? "on demand" : Amounts.seconds(seconds).replaceFirst(" 0 \\w+$", "");
  }

  private static String state(JsonNode each) {
    if (each.path("refreshing").asBoolean()) {
      return "being fetched";
    }
    String error = each.path("error").asText("");
    return error.isEmpty() ? each.path("summary").asText("not fetched yet") : "failed: " + error;
  }

  private static String ago(JsonNode instant) {
    return instant.isTextual()
        ? Amounts.seconds(Math.max(0, seconds(instant) * -1)) + " ago"
        : "never";
  }

  private static String in(JsonNode instant) {
    if (!instant.isTextual()) {
      return "";
    }
    long seconds = seconds(instant);
    return seconds <= 0 ? "now" : "in " + Amounts.seconds(seconds);
  }

  private static long seconds(JsonNode instant) {
    return Duration.between(Instant.now(), Instant.parse(instant.asText())).toSeconds();
  }
}
