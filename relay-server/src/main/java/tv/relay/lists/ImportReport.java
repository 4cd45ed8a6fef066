package tv.relay.lists;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What became of a list, or would. Immutable; free of credentials.
 *
 * @param list the list's name
 * @param dryRun whether nothing was really changed
 * @param entries entries read
 * @param counts channels by what happened to them; all kinds are there
 * @param skipped entries by why they became no channel; only those that occurred
 * @param problems some of each kind, by their lines
 * @param problemsLeftOut how many more there were
 * @param changes of each kind but unchanged, bounded
 * @param changesLeftOut how many more there were
 */
public record ImportReport(
    String list,
    boolean dryRun,
    int entries,
    Map<Outcome, Integer> counts,
    Map<Skip, Integer> skipped,
    List<Problem> problems,
    int problemsLeftOut,
    List<Change> changes,
    int changesLeftOut) {
  /** Most changes that are listed. */
  public static final int MAX_CHANGES = 1_000;

  /** What happens to a channel. */
  public enum Outcome {
    ADDED,
    CHANGED,
    UNCHANGED,
    /** The list doesn't have it any more, and so it goes. */
    REMOVED,
    /** The list doesn't have it any more; it stays. */
    MISSING;

    /** As in answers. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What happens to one channel.
   *
   * @param title null when it has none
   * @param reason which fields change, or why it goes or stays
   */
  public record Change(String id, String title, Outcome outcome, String reason) {}

  /** Something that was passed over, and the line it began in. */
  public record Problem(int line, Skip kind, String text) {}

  /** How many channels had that outcome. */
  public int count(Outcome outcome) {
    return counts.getOrDefault(outcome, 0);
  }

  /** As JSON for answers. */
  public ObjectNode toTree() {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("list", list);
    tree.put("dryRun", dryRun);
    tree.put("entries", entries);
    counts.forEach((outcome, count) -> tree.put(outcome.toString(), count));
    ObjectNode skippedTree = tree.putObject("skipped");
    skipped.forEach((kind, count) -> skippedTree.put(kind.toString(), count));
    ArrayNode problemArray = tree.putArray("problems");
    for (Problem problem : problems) {
      problemArray
          .addObject()
          .put("line", problem.line())
          .put("kind", problem.kind().toString())
          .put("text", problem.text());
    }
    tree.put("problemsLeftOut", problemsLeftOut);
    ArrayNode changeArray = tree.putArray("changes");
    for (Change change : changes) {
      changeArray
          .addObject()
          .put("id", change.id())
          .put("title", change.title())
          .put("change", change.outcome().toString())
          .put("reason", change.reason());
    }
    tree.put("changesLeftOut", changesLeftOut);
    return tree;
  }

  /** In a few words: {@code 12 added, 3 changed, 40 unchanged}. */
  public String summary() {
    return counts.entrySet().stream()
        .filter(count -> count.getValue() > 0)
        .map(count -> count.getValue() + " " + count.getKey())
        .reduce((one, other) -> one + ", " + other)
        .orElse("no channels");
  }
}
