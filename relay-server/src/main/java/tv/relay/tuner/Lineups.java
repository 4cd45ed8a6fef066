package tv.relay.tuner;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import tv.relay.registry.ChannelDefinition;
import tv.relay.registry.DataFolder;
import tv.relay.registry.DataFolderException;
import tv.relay.registry.Registry;
import tv.relay.tuner.Lineup.Entry;

/**
 * The lineup of the registry's present state, made once for each. Any thread that may wait for the
 * disk.
 */
public final class Lineups {
  private final Registry registry;
  private final Numbers numbers;

  private volatile Made made;

  /** A lineup, what it was made of, and its entries by their stream's id. */
  private record Made(
      List<ChannelDefinition> channels, Lineup lineup, Map<Integer, Entry> byStream) {}

  /**
   * Reads the numbers that were given before.
   *
   * @throws DataFolderException when they can't be read or understood
   */
  public Lineups(Registry registry, DataFolder folder) {
    this.registry = registry;
    this.numbers = new Numbers(folder);
  }

  public Lineup current() {
    return now().lineup();
  }

  /** The channel with that stream's id, or null. */
  public Entry byStream(int streamId) {
    return now().byStream().get(streamId);
  }

  private Made now() {
    List<ChannelDefinition> channels = registry.all();
    Made known = made;
    // The registry has one list for each of its states.
    if (known == null || known.channels() != channels) {
      Lineup lineup = Lineup.of(channels, numbers);
      known =
          new Made(
              channels,
              lineup,
              lineup.entries().stream()
                  .collect(Collectors.toUnmodifiableMap(Entry::streamId, Function.identity())));
      made = known;
    }
    return known;
  }
}
