package tv.relay.http;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import tv.relay.registry.ChannelDefinition;
import tv.relay.registry.Registry;

/** The channels in the order of a list, sorted once for each state of the registry. Any thread. */
final class ChannelOrder {
  /** What a list is sorted by; each of the first two goes on by the other. */
  enum By {
    NUMBER,
    TITLE,
    /** The order in which they came. */
    LIST
  }

  private static final Comparator<ChannelDefinition> BY_NUMBER =
      Comparator.comparing(
          ChannelDefinition::number, Comparator.nullsLast(Comparator.naturalOrder()));
  private static final Comparator<ChannelDefinition> BY_TITLE =
      Comparator.comparing(
          channel ->
              (channel.title() != null ? channel.title() : channel.id()).toLowerCase(Locale.ROOT));

  private final Registry registry;
  private volatile Sorted sorted = new Sorted(null, List.of());

  /** All channels by number, and what they were when that was so. */
  private record Sorted(List<ChannelDefinition> all, List<ChannelDefinition> byNumber) {}

  ChannelOrder(Registry registry) {
    this.registry = registry;
  }

  List<ChannelDefinition> channels(By by) {
    return switch (by) {
      case NUMBER -> byNumber();
      case TITLE -> registry.all().stream().sorted(BY_TITLE.thenComparing(BY_NUMBER)).toList();
      case LIST -> List.copyOf(registry.byId().values());
    };
  }

  private List<ChannelDefinition> byNumber() {
    List<ChannelDefinition> all = registry.all();
    Sorted known = sorted;
    if (known.all() != all) {
      known = new Sorted(all, all.stream().sorted(BY_NUMBER.thenComparing(BY_TITLE)).toList());
      sorted = known;
    }
    return known.byNumber();
  }
}
