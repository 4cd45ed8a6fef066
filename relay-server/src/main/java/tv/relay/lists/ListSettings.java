package tv.relay.lists;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tv.relay.lists.ImportOptions.Merge;

/** What is wanted of a list, as JSON has it and as {@link ImportOptions} do. A value. */
public record ListSettings(EntryFilter filter, Merge merge, boolean prune) {
  private static final Set<String> KNOWN =
      new TreeSet<>(Set.of("groups", "names", "excludeGroups", "excludeNames", "merge", "prune"));
  private static final int MAX_PATTERNS = 100;

  /**
   * Reads settings; what is left out is not restricted, merged or pruned.
   *
   * @throws IllegalArgumentException saying what is wrong with which field
   */
  public static ListSettings ofTree(ObjectNode tree) {
    for (Map.Entry<String, JsonNode> field : tree.properties()) {
      if (!KNOWN.contains(field.getKey())) {
        throw new IllegalArgumentException("an unknown field is given; known are " + KNOWN);
      }
    }
    JsonNode prune = tree.path("prune");
    if (!prune.isMissingNode() && !prune.isBoolean()) {
      throw new IllegalArgumentException("prune is true or false");
    }
    return new ListSettings(
        new EntryFilter(
            patterns(tree, "groups"),
            patterns(tree, "names"),
            patterns(tree, "excludeGroups"),
            patterns(tree, "excludeNames")),
        merge(tree.path("merge")),
        prune.asBoolean());
  }

  /** Reads back as the same settings. */
  public ObjectNode toTree() {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    write(tree, "groups", filter.groups());
    write(tree, "names", filter.names());
    write(tree, "excludeGroups", filter.excludedGroups());
    write(tree, "excludeNames", filter.excludedNames());
    if (merge != Merge.NONE) {
      tree.put("merge", merge.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
    if (prune) {
      tree.put("prune", true);
    }
    return tree;
  }

  /** With what else an import must know. */
  public ImportOptions options(String list, boolean mayShrink, boolean dryRun) {
    return new ImportOptions(list, filter, merge, prune, mayShrink, dryRun);
  }

  private static List<NamePattern> patterns(ObjectNode tree, String field) {
    JsonNode array = tree.path(field);
    if (array.isMissingNode()) {
      return List.of();
    }
    if (!array.isArray() || array.size() > MAX_PATTERNS) {
      throw new IllegalArgumentException(field + " is a list of at most 100 patterns");
    }
    List<NamePattern> patterns = new ArrayList<>();
    for (JsonNode pattern : array) {
      if (!pattern.isTextual()) {
        throw new IllegalArgumentException(field + " is a list of texts");
      }
      patterns.add(NamePattern.parse(pattern.textValue()));
    }
    return patterns;
  }

  private static Merge merge(JsonNode node) {
    return switch (node.asText("none")) {
      case "none" -> Merge.NONE;
      case "tvg-id" -> Merge.TVG_ID;
      case "name" -> Merge.NAME;
      default -> throw new IllegalArgumentException("merge is none, tvg-id or name");
    };
  }

  private static void write(ObjectNode tree, String field, List<NamePattern> patterns) {
    if (!patterns.isEmpty()) {
      ArrayNode array = tree.putArray(field);
      patterns.forEach(pattern -> array.add(pattern.toString()));
    }
  }
}
