package tv.relay.registry;

import java.util.List;

/**
 * Told of changes after they are on disk and visible, in their order, one at a time, on the thread
 * that made the change. Must return soon, since the next change waits, and must not change the
 * registry.
 */
public interface RegistryListener {
  /** A channel is new or has a new definition. */
  void defined(ChannelDefinition definition);

  /** A channel is no more. */
  void removed(String id);

  /** An account is new, has another definition or is no more; these are all that there are. */
  default void accountsChanged(List<AccountDefinition> accounts) {}
}
