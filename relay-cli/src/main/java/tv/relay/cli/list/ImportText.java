package tv.relay.cli.list;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import tv.relay.cli.terminal.PlainText;

/** What became of a list, for people. */
final class ImportText {
  private static final int MAX_PROBLEMS = 20;
  private static final int MAX_CHANGES = 40;
  private static final String[] OUTCOMES = {"added", "changed", "unchanged", "removed", "missing"};

  private ImportText() {}

  static List<String> lines(JsonNode report, boolean withChanges) {
    List<String> lines = new ArrayList<>();
    if (withChanges) {
      changes(report, lines);
    }
    problems(report, lines);
    boolean trial = report.path("dryRun").asBoolean();
    lines.add(
        "List "
            + report.path("list").asText()
            + (trial ? ", a trial that changes nothing: " : ": ")
            + report.path("entries").asInt()
            + " entries read; channels "
            + counts(report)
            + ".");
    if (report.path("skipped").size() > 0) {
      lines.add("Passed over: " + skipped(report.path("skipped")) + ".");
    }
    int missing = report.path("missing").asInt();
    if (missing > 0) {
      lines.add(
          missing
              + " channels of this list are not in it any more, or not wanted; they stay unless you"
              + " give --prune.");
    }
    return lines.stream().map(PlainText::of).toList();
  }

  private static String counts(JsonNode report) {
    StringJoiner counts = new StringJoiner(", ");
    for (String outcome : OUTCOMES) {
      if (report.path(outcome).asInt() > 0) {
        counts.add(report.path(outcome).asInt() + " " + outcome);
      }
    }
    return counts.length() == 0 ? "none" : counts.toString();
  }

  private static String skipped(JsonNode skipped) {
    StringJoiner text = new StringJoiner(", ");
    skipped.properties().forEach(kind -> text.add(kind.getValue().asInt() + " " + kind.getKey()));
    return text.toString();
  }

  private static void changes(JsonNode report, List<String> lines) {
    int shown = 0;
    for (JsonNode change : report.path("changes")) {
      if (shown++ == MAX_CHANGES) {
        break;
      }
      String outcome = change.path("change").asText();
      String sign =
          switch (outcome) {
            case "added" -> "+ ";
            case "removed" -> "- ";
            case "missing" -> "? ";
            default -> "~ ";
          };
      String reason = change.path("reason").asText("");
      lines.add(
          sign
              + change.path("id").asText()
              + "  "
              + change.path("title").asText("")
              + (reason.isEmpty() ? "" : "  (" + reason + ")"));
    }
    more(report.path("changes").size(), MAX_CHANGES, report.path("changesLeftOut"), lines);
  }

  private static void problems(JsonNode report, List<String> lines) {
    int shown = 0;
    for (JsonNode problem : report.path("problems")) {
      if (shown++ == MAX_PROBLEMS) {
        break;
      }
      lines.add("line " + problem.path("line").asInt() + ": " + problem.path("text").asText());
    }
    more(report.path("problems").size(), MAX_PROBLEMS, report.path("problemsLeftOut"), lines);
  }

  private static void more(int size, int shown, JsonNode leftOut, List<String> lines) {
    int count = Math.max(0, size - shown) + leftOut.asInt();
    if (count > 0) {
      lines.add("… and " + count + " more");
    }
  }
}
