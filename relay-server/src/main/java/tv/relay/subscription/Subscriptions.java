package tv.relay.subscription;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.relay.events.Event;
import tv.relay.events.EventLog;
import tv.relay.registry.DataFolder;

/**
 * All subscriptions of a kind, kept in a file and fetched when they are due. One that fails is
 * asked again soon, then ever more seldom, and keeps what it brought. Any thread.
 */
public final class Subscriptions {
  private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);

  /** Most there may be of a kind. */
  static final int MAX = 100;

  static final Duration FIRST_RETRY = Duration.ofMinutes(1);

  private final String noun;
  private final SubscriptionFile file;
  private final Fetcher fetcher;
  private final Executor transfers;
  private final EventLog events;
  private final Clock clock;
  private final Taker taker;

  /** In the order in which they were added. Guarded by itself, as is what is in it. */
  private final Map<String, Held> byName = new LinkedHashMap<>();

  /**
   * Loads what the file has; nothing is fetched before {@link #tick} says so.
   *
   * @param noun what they are called, {@code list} or {@code guide}
   * @param transfers where they are fetched when due
   * @throws tv.relay.registry.DataFolderException when the file can't be understood
   */
  public Subscriptions(
      String noun,
      DataFolder folder,
      Fetcher fetcher,
      Executor transfers,
      EventLog events,
      Clock clock,
      Taker taker) {
    this.noun = noun;
    this.file = new SubscriptionFile(folder, noun + "s");
    this.fetcher = fetcher;
    this.transfers = transfers;
    this.events = events;
    this.clock = clock;
    this.taker = taker;
    file.load().forEach(kept -> byName.put(kept.subscription().name(), new Held(kept)));
  }

  /** In the order in which they were added. */
  public List<SubscriptionView> all() {
    synchronized (byName) {
      return byName.values().stream().map(this::view).toList();
    }
  }

  /** Their names, in the same order. */
  public List<String> names() {
    synchronized (byName) {
      return List.copyOf(byName.keySet());
    }
  }

  /** How many failed when they were last fetched. */
  public int failing() {
    synchronized (byName) {
      return (int) byName.values().stream().filter(held -> held.standing.error() != null).count();
    }
  }

  public Optional<SubscriptionView> find(String name) {
    synchronized (byName) {
      return Optional.ofNullable(byName.get(name)).map(this::view);
    }
  }

  /**
   * Adds one, or changes it in its place; it is then due at once.
   *
   * @return whether it is new
   * @throws IllegalArgumentException when there are too many
   * @throws UncheckedIOException when it can't be saved; then all is as before
   */
  public boolean put(Subscription subscription) {
    synchronized (byName) {
      Held old = byName.get(subscription.name());
      if (old == null && byName.size() >= MAX) {
        throw new IllegalArgumentException(
            "there are already " + MAX + " " + noun + "s; remove one first");
      }
      if (old == null || !old.subscription.equals(subscription)) {
        byName.put(
            subscription.name(), new Held(new SubscriptionFile.Kept(subscription, Standing.NEW)));
        saveOr(() -> restore(subscription.name(), old));
      }
      return old == null;
    }
  }

  /**
   * Ends one.
   *
   * @return whether there was one
   * @throws UncheckedIOException when that can't be saved; then all is as before
   */
  public boolean remove(String name) {
    Held old;
    synchronized (byName) {
      old = byName.remove(name);
      if (old != null) {
        saveOr(() -> restore(name, old));
      }
    }
    if (old != null) {
      taker.removed(old.subscription);
    }
    return old != null;
  }

  /** Has what is due fetched. To be called about once a second. */
  public void tick() {
    List<String> due = new ArrayList<>();
    synchronized (byName) {
      Instant now = clock.instant();
      for (Held held : byName.values()) {
        Instant next = next(held);
        if (!held.refreshing && next != null && !next.isAfter(now)) {
          held.refreshing = true;
          due.add(held.subscription.name());
        }
      }
    }
    for (String name : due) {
      try {
        transfers.execute(() -> run(name, false));
      } catch (BusyException e) {
        synchronized (byName) {
          Held held = byName.get(name);
          if (held != null) {
            held.refreshing = false;
          }
        }
      }
    }
  }

  /**
   * Fetches one now and waits for the end.
   *
   * @param force whether to take it even unchanged, and in spite of what looks wrong
   * @return as it stands then; empty when there is none of that name
   * @throws BusyException when it is being fetched already
   */
  public Optional<SubscriptionView> refresh(String name, boolean force) {
    synchronized (byName) {
      Held held = byName.get(name);
      if (held == null) {
        return Optional.empty();
      }
      if (held.refreshing) {
        throw new BusyException(noun + " " + name + " is being fetched already; wait for it");
      }
      held.refreshing = true;
    }
    run(name, force);
    return find(name);
  }

  private void run(String name, boolean force) {
    Held held;
    Standing before;
    synchronized (byName) {
      held = byName.get(name);
      if (held == null) {
        return;
      }
      before = held.standing;
    }
    Standing after =
        before.failed(
            clock.instant(), "failed by a defect of the relay; please report it, with its log");
    Taker.Taken taken = null;
    try (Document document =
        fetcher.open(held.subscription.location(), force ? Standing.NEW : before)) {
      if (document == null) {
        after = before.unchanged(clock.instant());
      } else {
        taken = taker.take(held.subscription, document, force);
        after =
            before.refreshed(
                clock.instant(), taken.summary(), document.etag(), document.lastModified());
      }
    } catch (IOException e) {
      String why = e.getMessage() != null ? e.getMessage() : "it could not be read";
      after = before.failed(clock.instant(), why);
    } catch (RuntimeException e) {
      LOG.error(
          "{} {} could not be taken; this is a defect of the relay, please report it",
          noun,
          name,
          e);
    } finally {
      finish(held, before, after, taken);
    }
  }

  private void finish(Held held, Standing before, Standing after, Taker.Taken taken) {
    String name = held.subscription.name();
    synchronized (byName) {
      held.refreshing = false;
      held.standing = after;
      held.details = taken != null ? taken.details() : held.details;
      if (byName.get(name) != held) {
        return;
      }
      try {
        save();
      } catch (IOException e) {
        // It is fetched again after the next start; nothing is lost.
        LOG.warn(
            "what became of {} {} can't be saved ({}); make room for the data folder, and let the"
                + " relay's user write there",
            noun,
            name,
            e.toString());
      }
    }
    if (after.error() != null && !after.error().equals(before.error())) {
      events.addGeneral(Event.Kind.REFRESH_FAILED, noun + " " + name + ": " + after.error());
    } else if (taken != null) {
      events.addGeneral(Event.Kind.REFRESHED, noun + " " + name + ": " + taken.summary());
    }
  }

  private Instant next(Held held) {
    Duration every = held.subscription.every();
    Standing standing = held.standing;
    if (standing.triedAt() == null) {
      return Instant.EPOCH;
    }
    if (every.isZero()) {
      return null;
    }
    if (standing.failures() == 0) {
      return standing.triedAt().plus(every);
    }
    Duration retry = FIRST_RETRY.multipliedBy(1L << Math.min(standing.failures() - 1, 10));
    return standing.triedAt().plus(retry.compareTo(every) < 0 ? retry : every);
  }

  private SubscriptionView view(Held held) {
    return new SubscriptionView(
        held.subscription, held.standing, held.refreshing, next(held), held.details);
  }

  private void restore(String name, Held old) {
    if (old == null) {
      byName.remove(name);
    } else {
      byName.put(name, old);
    }
  }

  private void saveOr(Runnable undo) {
    try {
      save();
    } catch (IOException e) {
      undo.run();
      throw new UncheckedIOException("the change can't be saved: " + e.getMessage(), e);
    }
  }

  private void save() throws IOException {
    List<SubscriptionFile.Kept> all = new ArrayList<>();
    byName
        .values()
        .forEach(held -> all.add(new SubscriptionFile.Kept(held.subscription, held.standing)));
    file.save(all);
  }

  /** One that is held, and how it stands. Guarded by the map. */
  private static final class Held {
    private final Subscription subscription;
    private Standing standing;
    private ObjectNode details;
    private boolean refreshing;

    Held(SubscriptionFile.Kept kept) {
      this.subscription = kept.subscription();
      this.standing = kept.standing();
    }
  }
}
