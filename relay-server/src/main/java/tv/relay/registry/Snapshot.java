package tv.relay.registry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** One state of the registry, never changed. */
record Snapshot(
    Map<String, ChannelDefinition> byId,
    List<ChannelDefinition> ordered,
    List<AccountDefinition> accounts) {
  private static final Comparator<ChannelDefinition> BY_NUMBER =
      Comparator.comparing(
          ChannelDefinition::number, Comparator.nullsLast(Comparator.naturalOrder()));

  static Snapshot of(Map<String, ChannelDefinition> byId, List<AccountDefinition> accounts) {
    List<ChannelDefinition> ordered = new ArrayList<>(byId.values());
    ordered.sort(BY_NUMBER);
    return new Snapshot(
        Collections.unmodifiableMap(byId), List.copyOf(ordered), List.copyOf(accounts));
  }

  /** In the order in which they came. */
  Catalogue catalogue() {
    return new Catalogue(List.copyOf(byId.values()), accounts);
  }
}
