package tv.relay.registry;

import java.util.List;
import java.util.Set;

/**
 * What is to become of many channels, all at once or not at all. A value.
 *
 * @param define new channels and new definitions of old ones
 * @param remove ids of channels to remove; those that are not there are passed over
 */
public record RegistryChange(List<ChannelDefinition> define, Set<String> remove) {
  /** Takes copies. */
  public RegistryChange {
    define = List.copyOf(define);
    remove = Set.copyOf(remove);
  }
}
