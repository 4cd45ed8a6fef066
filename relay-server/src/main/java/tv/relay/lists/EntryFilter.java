package tv.relay.lists;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Which entries of a list are wanted: those that fit one of the groups, if any is given, and one of
 * the names, if any is given, and none of the excluded. A value.
 *
 * @param groups of an entry in several groups, one must fit
 */
public record EntryFilter(
    List<NamePattern> groups,
    List<NamePattern> names,
    List<NamePattern> excludedGroups,
    List<NamePattern> excludedNames) {
  /** Wants everything. */
  public static final EntryFilter ALL = new EntryFilter(List.of(), List.of(), List.of(), List.of());

  private static final Pattern SEMICOLON = Pattern.compile(";");

  /** Takes copies. */
  public EntryFilter {
    groups = List.copyOf(groups);
    names = List.copyOf(names);
    excludedGroups = List.copyOf(excludedGroups);
    excludedNames = List.copyOf(excludedNames);
  }

  boolean wants(String name, String group) {
    return wanted(name, names, excludedNames)
        && (groups.isEmpty() || anyGroup(group, groups))
        && !anyGroup(group, excludedGroups);
  }

  private static boolean wanted(
      String text, List<NamePattern> included, List<NamePattern> excluded) {
    return (included.isEmpty() || included.stream().anyMatch(pattern -> pattern.matches(text)))
        && excluded.stream().noneMatch(pattern -> pattern.matches(text));
  }

  /** An entry without group is in the group of the empty name. */
  private static boolean anyGroup(String group, List<NamePattern> patterns) {
    if (patterns.isEmpty()) {
      return false;
    }
    return SEMICOLON
        .splitAsStream(group == null ? "" : group)
        .map(String::strip)
        .anyMatch(one -> patterns.stream().anyMatch(pattern -> pattern.matches(one)));
  }
}
