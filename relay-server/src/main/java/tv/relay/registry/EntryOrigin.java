package tv.relay.registry;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which entry of which list a channel was made of, so that a newer edition of the list finds it
 * again. A channel without one was made by hand, and no list touches it. Immutable and valid by
 * construction.
 *
 * @param list name of the list, a valid id
 * @param entry what the entry is recognised by
 * @param kept fields that were changed by hand since, which the list leaves alone
 */
public record EntryOrigin(String list, String entry, Set<String> kept) {
  /** The fields that a list brings. */
  public static final Set<String> FIELDS =
      Set.of("urls", "title", "group", "logo", "tvgId", "number", "userAgent", "headers");

  private static final int MAX_ENTRY_CHARS = 600;

  /**
   * Checks every part.
   *
   * @throws InvalidDefinitionException (of a field in {@code origin}) when one breaks its rule
   */
  public EntryOrigin {
    if (!TextRules.isId(list)) {
      throw new InvalidDefinitionException(
          "origin.list", "must be 1 to 64 of A-Z, a-z, 0-9, '.', '_' and '-'");
    }
    entry = TextRules.text("origin.entry", entry, MAX_ENTRY_CHARS);
    if (entry == null) {
      throw new InvalidDefinitionException("origin.entry", "must be there");
    }
    if (!FIELDS.containsAll(kept)) {
      throw new InvalidDefinitionException(
          "origin.kept", "names a field that no list brings; known are " + new TreeSet<>(FIELDS));
    }
    kept = Collections.unmodifiableSet(new LinkedHashSet<>(new TreeSet<>(kept)));
  }

  /**
   * The changed definition, which remembers what was changed by hand. Where the change has an
   * origin of its own, that is taken as it is.
   */
  static ChannelDefinition keepingChanges(ChannelDefinition old, ChannelDefinition changed) {
    EntryOrigin origin = old.origin();
    if (origin == null || !origin.equals(changed.origin())) {
      return changed;
    }
    var before = ChannelJson.withSecrets(old);
    var after = ChannelJson.withSecrets(changed);
    Set<String> kept = new TreeSet<>(origin.kept());
    for (String field : FIELDS) {
      if (!before.path(field).equals(after.path(field))) {
        kept.add(field);
      }
    }
    return changed.withOrigin(new EntryOrigin(origin.list(), origin.entry(), kept));
  }
}
