package tv.relay.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which channels exist. Reading takes no lock, on any thread, and sees one whole state. Changes
 * come one after the other; each is saved first, then visible, then told to the listeners, then
 * answered, so it waits for the disk and does not belong on an I/O thread.
 */
public final class Registry {
  private static final Logger LOG = LoggerFactory.getLogger(Registry.class);

  private final ChannelStore store;
  private final int maxChannels;
  private final List<RegistryListener> listeners = new CopyOnWriteArrayList<>();
  private final Object writing = new Object();

  /** Written by the thread that holds {@link #writing}. */
  private volatile Snapshot snapshot;

  /** Whether listeners are being told; guarded by {@link #writing}. */
  private boolean telling;

  private Registry(ChannelStore store, int maxChannels, Snapshot snapshot) {
    this.store = store;
    this.maxChannels = maxChannels;
    this.snapshot = snapshot;
  }

  /**
   * Loads what the store has, all of it even beyond the limit, which holds for new channels only.
   *
   * @throws DataFolderException when what is stored can't be understood
   * @throws UncheckedIOException when it can't be read
   */
  public static Registry open(ChannelStore store, int maxChannels) {
    Map<String, ChannelDefinition> byId = new LinkedHashMap<>();
    List<AccountDefinition> accounts;
    try {
      Catalogue stored = store.load();
      stored.channels().forEach(definition -> byId.put(definition.id(), definition));
      accounts = stored.accounts();
    } catch (IOException e) {
      throw new UncheckedIOException("the channels can't be loaded", e);
    }
    if (byId.size() > maxChannels) {
      LOG.warn(
          "{} channels are stored, more than --max-channels {}; no new one is taken:"
              + " raise the limit, or remove some with relay channel remove",
          byId.size(),
          maxChannels);
    }
    return new Registry(store, maxChannels, Snapshot.of(byId, accounts));
  }

  /** Those with a number by it, then the others, each in the order in which they came. */
  public List<ChannelDefinition> all() {
    return snapshot.ordered();
  }

  /** The same by id; one state that stays as it is. */
  public Map<String, ChannelDefinition> byId() {
    return snapshot.byId();
  }

  /** Most channels that may be. */
  public int maxChannels() {
    return maxChannels;
  }

  /** The definition of a channel, if there is one. */
  public Optional<ChannelDefinition> find(String id) {
    return Optional.ofNullable(snapshot.byId().get(id));
  }

  /** Told of every change from now on. */
  public void listen(RegistryListener listener) {
    listeners.add(listener);
  }

  /**
   * Adds a channel, or replaces its definition in its old place. One that equals the old changes
   * nothing and is told to nobody.
   *
   * @return whether the channel is new
   * @throws RegistryFullException when it is new and there are already as many as may be
   * @throws InvalidDefinitionException when it names an account that isn't there
   * @throws UncheckedIOException when it can't be saved; then all is as before
   */
  public boolean put(ChannelDefinition definition) {
    synchronized (writing) {
      Map<String, ChannelDefinition> changed = new LinkedHashMap<>(snapshot.byId());
      ChannelDefinition old = changed.put(definition.id(), definition);
      if (definition.equals(old) && sameHeaderOrder(definition, old)) {
        return false;
      }
      if (old == null && snapshot.byId().size() >= maxChannels) {
        throw new RegistryFullException(maxChannels);
      }
      if (old == null) {
        requireNoLookalike(definition.id());
      }
      if (definition.account() != null && account(definition.account()).isEmpty()) {
        throw new InvalidDefinitionException("account", Catalogue.unknownAccount());
      }
      change(Snapshot.of(changed, snapshot.accounts()), listener -> listener.defined(definition));
      return old == null;
    }
  }

  private void requireNoLookalike(String id) {
    for (String other : ChannelDefinition.lookalikes(id)) {
      if (snapshot.byId().containsKey(other)) {
        throw new InvalidDefinitionException(
            "id",
            "can't be told from that of channel " + other + " in /live/ID.ts; choose another");
      }
    }
  }

  /**
   * Removes a channel.
   *
   * @return whether there was one
   * @throws UncheckedIOException when that can't be saved; then all is as before
   */
  public boolean remove(String id) {
    synchronized (writing) {
      Map<String, ChannelDefinition> changed = new LinkedHashMap<>(snapshot.byId());
      if (changed.remove(id) == null) {
        return false;
      }
      change(Snapshot.of(changed, snapshot.accounts()), listener -> listener.removed(id));
      return true;
    }
  }

  /** The accounts, in the order in which they came. */
  public List<AccountDefinition> accounts() {
    return snapshot.accounts();
  }

  /** The account of that name, if there is one. */
  public Optional<AccountDefinition> account(String name) {
    return snapshot.accounts().stream().filter(a -> a.name().equals(name)).findFirst();
  }

  /**
   * Adds an account, or replaces its definition in its old place.
   *
   * @return whether the account is new
   * @throws InvalidDefinitionException when it does not go with the others, or is one too many
   * @throws UncheckedIOException when it can't be saved; then all is as before
   */
  public boolean putAccount(AccountDefinition definition) {
    synchronized (writing) {
      List<AccountDefinition> changed = new ArrayList<>(snapshot.accounts());
      Optional<AccountDefinition> old = account(definition.name());
      if (old.isPresent()) {
        changed.set(changed.indexOf(old.get()), definition);
      } else {
        changed.add(definition);
      }
      Snapshot next = Snapshot.of(snapshot.byId(), changed);
      next.catalogue()
          .fault()
          .ifPresent(
              fault -> {
                String field = fault.field().isEmpty() ? "name" : fault.field();
                throw new InvalidDefinitionException(field, fault.problem());
              });
      change(next, listener -> listener.accountsChanged(next.accounts()));
      return old.isEmpty();
    }
  }

  /**
   * Changes many channels at once: one save, whatever their number. Whoever reads sees all of it or
   * nothing.
   *
   * @param decision is given all channels by their ids, and says what is to change; no other change
   *     comes between, so it must not take long
   * @throws RegistryFullException when there would be more channels than may be; then, and when the
   *     decision throws, all is as before
   * @throws UncheckedIOException when it can't be saved; then all is as before
   */
  public void change(Function<Map<String, ChannelDefinition>, RegistryChange> decision) {
    synchronized (writing) {
      Map<String, ChannelDefinition> old = snapshot.byId();
      RegistryChange change = decision.apply(old);
      Map<String, ChannelDefinition> changed = new LinkedHashMap<>(old);
      List<String> removed =
          change.remove().stream().filter(id -> changed.remove(id) != null).toList();
      List<ChannelDefinition> defined = new ArrayList<>();
      for (ChannelDefinition definition : change.define()) {
        ChannelDefinition before = changed.put(definition.id(), definition);
        if (!definition.equals(before) || !sameHeaderOrder(definition, before)) {
          defined.add(definition);
        }
      }
      if (changed.size() > maxChannels && changed.size() > old.size()) {
        throw new RegistryFullException(changed.size(), maxChannels);
      }
      if (!removed.isEmpty() || !defined.isEmpty()) {
        change(
            Snapshot.of(changed, snapshot.accounts()),
            listener -> {
              removed.forEach(listener::removed);
              defined.forEach(listener::defined);
            });
      }
    }
  }

  /**
   * Removes an account.
   *
   * @return whether there was one
   * @throws AccountInUseException when a channel names it
   * @throws UncheckedIOException when that can't be saved; then all is as before
   */
  public boolean removeAccount(String name) {
    synchronized (writing) {
      List<AccountDefinition> changed = new ArrayList<>(snapshot.accounts());
      if (!changed.removeIf(account -> account.name().equals(name))) {
        return false;
      }
      List<String> users =
          all().stream().filter(c -> name.equals(c.account())).map(ChannelDefinition::id).toList();
      if (!users.isEmpty()) {
        throw new AccountInUseException(users);
      }
      Snapshot next = Snapshot.of(snapshot.byId(), changed);
      change(next, listener -> listener.accountsChanged(next.accounts()));
      return true;
    }
  }

  /**
   * Replaces the definition of a channel by one that depends on it.
   *
   * @return the new definition; empty when there is no such channel
   * @throws UncheckedIOException when it can't be saved; then all is as before
   */
  public Optional<ChannelDefinition> replace(String id, UnaryOperator<ChannelDefinition> decision) {
    synchronized (writing) {
      Optional<ChannelDefinition> changed = find(id).map(decision);
      changed.ifPresent(this::put);
      return changed;
    }
  }

  private void change(Snapshot next, Consumer<RegistryListener> event) {
    if (telling) {
      throw new IllegalStateException("a listener must not change the registry");
    }
    save(next);
    snapshot = next;
    telling = true;
    try {
      for (RegistryListener listener : listeners) {
        try {
          event.accept(listener);
        } catch (RuntimeException e) {
          // The change has happened, so the others must hear of it and the caller must get its yes.
          LOG.error(
              "a change of a channel failed; this is a defect of the relay, please report it", e);
        }
      }
    } finally {
      telling = false;
    }
  }

  private void save(Snapshot next) {
    try {
      store.save(next.catalogue());
    } catch (IOException | RuntimeException e) {
      restore(e);
      throw e instanceof IOException io
          ? new UncheckedIOException("the change can't be saved: " + io.getMessage(), io)
          : (RuntimeException) e;
    }
  }

  /** A save that failed at its very end may have left the new state; that was not answered yes. */
  private void restore(Exception failure) {
    try {
      store.save(snapshot.catalogue());
    } catch (IOException | RuntimeException e) {
      // A store may throw one and the same exception again, which can't suppress itself.
      if (e != failure) {
        failure.addSuppressed(e);
      }
    }
  }

  private static boolean sameHeaderOrder(ChannelDefinition one, ChannelDefinition other) {
    return List.copyOf(one.headers().keySet()).equals(List.copyOf(other.headers().keySet()));
  }
}
