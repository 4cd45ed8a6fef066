package tv.relay.cli.list;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.StringJoiner;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import tv.relay.cli.api.RelayApi;

/** The options for what is wanted of a list. */
final class EntryChoice {
  @Option(
      names = "--group",
      paramLabel = "PATTERN",
      description = {
        "Only entries of this group: a text with * and ?, or /a regular expression/, in upper or"
            + " lower case. May be repeated; one must fit."
      })
  private List<String> groups;

  @Option(
      names = "--name",
      paramLabel = "PATTERN",
      description = "Only entries of this name; likewise.")
  private List<String> names;

  @Option(
      names = "--exclude-group",
      paramLabel = "PATTERN",
      description = "No entries of this group. May be repeated.")
  private List<String> excludedGroups;

  @Option(
      names = "--exclude-name",
      paramLabel = "PATTERN",
      description = "No entries of this name. May be repeated.")
  private List<String> excludedNames;

  @Option(
      names = "--merge",
      paramLabel = "BY",
      defaultValue = "none",
      converter = Merge.class,
      description =
          "Make one channel, with all addresses for failover, of entries with the same tvg-id or"
              + " name; or none.")
  private String merge;

  @Option(
      names = "--prune",
      fallbackValue = "true",
      description =
          "Remove the channels of this list that it doesn't have any more or that aren't wanted."
              + " Without it they stay.")
  private boolean prune;

  boolean prune() {
    return prune;
  }

  /** As the query of an import. */
  void query(StringJoiner query) {
    add(query, "group", groups);
    add(query, "name", names);
    add(query, "excludeGroup", excludedGroups);
    add(query, "excludeName", excludedNames);
    query.add("merge=" + merge);
    query.add("prune=" + prune);
  }

  /** As fields of a subscription. */
  void fields(ObjectNode fields) {
    put(fields, "groups", groups);
    put(fields, "names", names);
    put(fields, "excludeGroups", excludedGroups);
    put(fields, "excludeNames", excludedNames);
    fields.put("merge", merge);
    fields.put("prune", prune);
  }

  private static void add(StringJoiner query, String name, List<String> values) {
    if (values != null) {
      values.forEach(value -> query.add(name + "=" + RelayApi.segment(value)));
    }
  }

  private static void put(ObjectNode fields, String name, List<String> values) {
    if (values != null) {
      values.forEach(fields.putArray(name)::add);
    }
  }

  /** What makes entries one channel. */
  static final class Merge implements ITypeConverter<String> {
    Merge() {}

    @Override
    public String convert(String text) {
      if (!text.matches("none|tvg-id|name")) {
        throw new TypeConversionException("'" + text + "' is not accepted; none, tvg-id or name");
      }
      return text;
    }
  }
}
