package tv.relay.lists;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import tv.relay.registry.ChannelDefinition;

/**
 * Finds the channels that a list brought before among those of its new edition. The surest likeness
 * is tried first, for all; what is only alike in id or name must be so without rival. For one
 * thread.
 */
final class Matching {
  private final List<Old> olds = new ArrayList<>();
  private final List<ListedChannel> news;
  private final Map<Integer, ChannelDefinition> byLine = new HashMap<>();

  private record Old(ChannelDefinition definition, EntryKey key) {}

  private Matching(Collection<ChannelDefinition> olds, List<ListedChannel> news) {
    olds.forEach(old -> this.olds.add(new Old(old, EntryKey.parse(old.origin().entry()))));
    this.news = new ArrayList<>(news);
  }

  /**
   * The old channel of each new one that has one, by the new one's line.
   *
   * @param olds channels that came from the same list
   */
  static Map<Integer, ChannelDefinition> of(
      Collection<ChannelDefinition> olds, List<ListedChannel> news) {
    Matching matching = new Matching(olds, news);
    matching.run();
    return matching.byLine;
  }

  private void run() {
    // A list that a relay wrote names the ids itself.
    unique(ChannelDefinition::id, ListedChannel::wantedId);
    pair(key -> key.tvgId() + "|" + key.name() + "|" + key.tail(), key -> true, false);
    pair(key -> key.tvgId() + "|" + key.name(), key -> !key.tvgId().isEmpty(), false);
    pair(key -> key.tvgId() + "|" + key.tail(), key -> !key.tvgId().isEmpty(), false);
    unique(old -> old.urls().get(0), listed -> listed.urls().get(0));
    pair(key -> key.name() + "|" + key.tail(), key -> true, false);
    pair(EntryKey::tvgId, key -> !key.tvgId().isEmpty(), true);
    pair(EntryKey::name, key -> true, true);
  }

  /** By what can have no rival. */
  private <T> void unique(
      Function<ChannelDefinition, T> valueOfOld, Function<ListedChannel, T> valueOfNew) {
    Map<T, Old> byValue = new HashMap<>();
    olds.forEach(old -> byValue.put(valueOfOld.apply(old.definition()), old));
    Set<String> used = new HashSet<>();
    news.removeIf(
        listed -> {
          Old old = byValue.remove(valueOfNew.apply(listed));
          if (old != null) {
            byLine.put(listed.line(), old.definition());
            used.add(old.definition().id());
          }
          return old != null;
        });
    olds.removeIf(old -> used.contains(old.definition().id()));
  }

  /** Pairs what has the same value, in the order of both. */
  private void pair(
      Function<EntryKey, String> value, Predicate<EntryKey> has, boolean withoutRival) {
    if (olds.isEmpty() || news.isEmpty()) {
      return;
    }
    Map<String, Deque<Old>> oldsByValue = new HashMap<>();
    for (Old old : olds) {
      if (has.test(old.key())) {
        oldsByValue.computeIfAbsent(value.apply(old.key()), v -> new ArrayDeque<>()).add(old);
      }
    }
    Map<String, Integer> newsByValue = new HashMap<>();
    news.forEach(listed -> newsByValue.merge(value.apply(listed.key()), 1, Integer::sum));
    BiPredicate<String, Deque<Old>> usable =
        (key, same) ->
            same != null
                && !same.isEmpty()
                && (!withoutRival || (same.size() == 1 && newsByValue.get(key) == 1));
    Set<String> used = new HashSet<>();
    news.removeIf(
        listed -> {
          String key = value.apply(listed.key());
          Deque<Old> same = has.test(listed.key()) ? oldsByValue.get(key) : null;
          if (!usable.test(key, same)) {
            return false;
          }
          Old old = same.removeFirst();
          used.add(old.definition().id());
          byLine.put(listed.line(), old.definition());
          return true;
        });
    olds.removeIf(old -> used.contains(old.definition().id()));
  }
}
