package tv.relay.lists;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tv.relay.playlist.M3uEntry;
import tv.relay.playlist.M3uSink;
import tv.relay.registry.InvalidDefinitionException;
import tv.relay.registry.SourceUrl;

/** Makes channels of the wanted entries of a list while it is read. For one thread. */
final class EntryCollector implements M3uSink {
  private final ImportOptions options;
  private final SourceUrl base;
  private final int maxChannels;
  private final Problems problems;
  private final List<ListedChannel> channels = new ArrayList<>();
  private final Map<SourceUrl, Integer> byUrl = new HashMap<>();
  private final Map<String, Integer> byMergeKey = new HashMap<>();
  private int entries;

  /**
   * Nothing is collected yet.
   *
   * @param base where the list came from, for its relative addresses; null when that isn't known
   */
  EntryCollector(ImportOptions options, SourceUrl base, int maxChannels, Problems problems) {
    this.options = options;
    this.base = base;
    this.maxChannels = maxChannels;
    this.problems = problems;
  }

  int entries() {
    return entries;
  }

  List<ListedChannel> channels() {
    return channels;
  }

  @Override
  public void problem(int line, String text) {
    entries++;
    problems.add(line, Skip.BROKEN, text);
  }

  @Override
  public void entry(M3uEntry entry) {
    entries++;
    String name = EntryTexts.line(entry.name(), EntryTexts.MAX_CHARS);
    String group = EntryTexts.line(entry.group(), EntryTexts.MAX_CHARS);
    if (!options.filter().wants(name == null ? "" : name, group)) {
      problems.count(Skip.FILTERED);
      return;
    }
    try {
      SourceUrl url = EntryAddress.read(entry.url(), base);
      if (name == null) {
        problems.add(entry.line(), Skip.BROKEN, "the entry has no name");
      } else {
        take(EntryTexts.channel(entry, name, group, url));
      }
    } catch (EntryAddress.SkipException e) {
      problems.add(entry.line(), e.kind(), e.getMessage());
    } catch (InvalidDefinitionException e) {
      problems.add(entry.line(), Skip.BROKEN, e.getMessage());
    }
  }

  private void take(ListedChannel channel) {
    SourceUrl url = channel.urls().get(0);
    Integer same = byUrl.get(url);
    if (same != null) {
      ListedChannel first = channels.get(same);
      channels.set(same, first.alsoIn(channel.group()));
      problems.add(channel.line(), Skip.DUPLICATE, "the same address as in line " + first.line());
      return;
    }
    String mergeKey = mergeKey(channel);
    Integer twin = mergeKey == null ? null : byMergeKey.get(mergeKey);
    if (twin != null && merged(twin, channel)) {
      byUrl.put(url, twin);
      return;
    }
    if (channels.size() >= maxChannels) {
      throw new ListException(
          "more than "
              + maxChannels
              + " entries are wanted, the limit set by --max-channels; take fewer, by their groups"
              + " or names, or raise the limit");
    }
    byUrl.put(url, channels.size());
    if (mergeKey != null) {
      byMergeKey.putIfAbsent(mergeKey, channels.size());
    }
    channels.add(channel);
  }

  private boolean merged(int index, ListedChannel channel) {
    ListedChannel first = channels.get(index);
    if (first.isFull() || !first.asksLike(channel)) {
      return false;
    }
    channels.set(index, first.mergedWith(channel));
    return true;
  }

  private String mergeKey(ListedChannel channel) {
    return switch (options.merge()) {
      case NONE -> null;
      case TVG_ID -> channel.tvgId() == null ? null : channel.tvgId().toLowerCase(Locale.ROOT);
      case NAME -> channel.title().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
    };
  }
}
