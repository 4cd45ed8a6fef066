package tv.relay.guide;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tv.relay.registry.ChannelDefinition;

/**
 * Whose programmes are wanted: of the relayed channels, each by its guide id, in either case, or,
 * when it has none, by its title, which is its id unless it has another. Immutable, safe on every
 * thread.
 */
final class Wanted {
  private final Map<String, Set<String>> byGuideId = new HashMap<>();
  private final Map<String, Set<String>> byTitle = new HashMap<>();

  Wanted(List<ChannelDefinition> channels) {
    for (ChannelDefinition channel : channels) {
      if (channel.tvgId() != null) {
        add(byGuideId, channel.tvgId(), channel.tvgId());
      } else {
        add(byTitle, channel.title() != null ? channel.title() : channel.id(), channel.id());
      }
    }
  }

  /** The ids that the list of channels has for that one of a guide; empty when it isn't wanted. */
  Set<String> idsOf(String guideId, List<String> names) {
    Set<String> ids = new LinkedHashSet<>(byGuideId.getOrDefault(folded(guideId), Set.of()));
    for (String name : names) {
      ids.addAll(byTitle.getOrDefault(folded(name), Set.of()));
    }
    return ids;
  }

  private static void add(Map<String, Set<String>> map, String key, String id) {
    map.computeIfAbsent(folded(key), k -> new LinkedHashSet<>()).add(id);
  }

  private static String folded(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }
}
