package tv.relay.tuner;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tv.relay.registry.ChannelDefinition;

/**
 * All channels with numbers that are each one's own. Immutable, safe on every thread.
 *
 * @param entries in the order of the registry
 * @param categories the groups, in the order in which they come first
 */
public record Lineup(List<Entry> entries, List<Category> categories) {
  /** Where channels without a group are. */
  static final String NO_GROUP = "Other";

  private static final String GROUP = "group:";

  /**
   * A channel.
   *
   * @param streamId stays the same while the channel has its id
   * @param guideNumber its number where it has one of its own, else one that is nobody else's
   */
  public record Entry(
      ChannelDefinition channel, int streamId, String guideNumber, Category category) {
    /** Name for people. */
    public String name() {
      return channel.title() != null ? channel.title() : channel.id();
    }

    /** Its id in a programme guide. */
    public String guideId() {
      return channel.tvgId() != null ? channel.tvgId() : channel.id();
    }
  }

  /** A group of channels; the number stays the same while it has its name. */
  public record Category(int id, String name) {}

  static Lineup of(List<ChannelDefinition> channels, Numbers numbers) {
    // An id has no colon, so that no channel can be taken for a group.
    Map<String, Integer> known =
        numbers.of(
            channels.stream()
                .flatMap(c -> Stream.of(c.id(), GROUP + group(c)))
                .distinct()
                .toList());
    Map<String, String> guideNumbers = guideNumbers(channels, known);
    Map<String, Category> categories = new LinkedHashMap<>();
    List<Entry> entries = new ArrayList<>(channels.size());
    for (ChannelDefinition channel : channels) {
      Category category =
          categories.computeIfAbsent(
              group(channel), name -> new Category(known.get(GROUP + name), name));
      entries.add(
          new Entry(channel, known.get(channel.id()), guideNumbers.get(channel.id()), category));
    }
    return new Lineup(Collections.unmodifiableList(entries), List.copyOf(categories.values()));
  }

  /** The first of several. */
  private static String group(ChannelDefinition channel) {
    if (channel.group() == null) {
      return NO_GROUP;
    }
    return Stream.of(channel.group().split(";"))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .findFirst()
        .orElse(NO_GROUP);
  }

  /**
   * Media servers take channels of one number for one channel. Of several that were given the same
   * one, the oldest keeps it and the others become its subchannels, as 5.10023.
   */
  private static Map<String, String> guideNumbers(
      List<ChannelDefinition> channels, Map<String, Integer> known) {
    List<ChannelDefinition> oldestFirst = new ArrayList<>(channels);
    oldestFirst.sort(
        (a, b) -> {
          boolean given = a.number() != null;
          return given == (b.number() != null)
              ? Integer.compare(known.get(a.id()), known.get(b.id()))
              : given ? -1 : 1;
        });
    Set<String> taken = new HashSet<>();
    Map<String, String> numbers = new HashMap<>();
    for (ChannelDefinition channel : oldestFirst) {
      int own = known.get(channel.id());
      String number = String.valueOf(channel.number() != null ? channel.number() : own);
      numbers.put(channel.id(), taken.add(number) ? number : number + "." + own);
    }
    return numbers;
  }
}
