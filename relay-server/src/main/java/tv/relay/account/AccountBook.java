package tv.relay.account;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import tv.relay.registry.AccountDefinition;
import tv.relay.registry.Login;

/** The {@link Leases} of one process. */
public final class AccountBook implements Leases {
  private final AccountOptions defaults;
  private final Later later;
  private final Map<String, Account> registered = new LinkedHashMap<>();

  /** Of the registered ones, those that claim all sources with a login. */
  private final Map<Login, Account> claimed = new HashMap<>();

  /** Those that nobody has registered, while they are in use. The channels' thread writes. */
  private final Map<Login, Account> others = new ConcurrentHashMap<>();

  /** Who is registered, for those who only ask for names. Replaced by the channels' thread. */
  private volatile Names names = new Names(Set.of(), Map.of());

  /** All that wait or hold, in the order in which they asked. */
  private final Set<Seat> seats = new LinkedHashSet<>();

  private final Map<String, AccountView> views = new ConcurrentSkipListMap<>();
  private long order;

  /** Never changed. */
  private record Names(Set<String> registered, Map<Login, String> claimed) {}

  public AccountBook(AccountOptions defaults, Later later) {
    this.defaults = defaults;
    this.later = later;
  }

  @Override
  public Lease ask(List<Target> targets, Claimant claimant) {
    Seat seat = new Seat(this, List.copyOf(targets), claimant);
    seats.add(seat);
    List<Account> queues = new ArrayList<>();
    for (Account account : seat.accounts()) {
      if (account.hasFree()) {
        queues.forEach(full -> full.forget(seat));
        hold(seat, account);
        return seat;
      }
      boolean coming = account.hasComing(seat);
      account.queue(seat);
      queues.add(account);
      if (coming) {
        break;
      }
    }
    queues.forEach(this::publish);
    queues.forEach(this::endIdle);
    return seat;
  }

  @Override
  public boolean hasSpare(Target target) {
    Account account = accountOf(target);
    boolean spare = account.hasFree() && account.next().isEmpty();
    others.values().removeIf(other -> other == account && other.isUnused());
    return spare;
  }

  @Override
  public String nameOf(Target target) {
    Names now = names;
    if (target.account() != null && now.registered.contains(target.account())) {
      return target.account();
    }
    Login login = Login.of(target.url());
    String claiming = now.claimed.get(login);
    if (claiming != null) {
      return claiming;
    }
    Account inUse = others.get(login);
    return inUse != null ? inUse.name() : login.host();
  }

  @Override
  public void define(List<AccountDefinition> definitions) {
    Map<String, Account> before = new HashMap<>(registered);
    Set<Account> left = new LinkedHashSet<>();
    seats.forEach(seat -> left.addAll(seat.accounts()));
    left.forEach(account -> seats.forEach(account::forget));
    registered.clear();
    claimed.clear();
    for (AccountDefinition definition : definitions) {
      Account account =
          Optional.ofNullable(before.get(definition.name()))
              .orElseGet(() -> new Account(definition.name(), true));
      account.limit(
          definition.maxConnections(),
          definition.settle() != null ? definition.settle() : defaults.settle());
      registered.put(definition.name(), account);
      if (definition.source() != null) {
        claimed.put(Login.of(definition.source()), account);
      }
    }
    Map<Login, String> claims = new HashMap<>();
    claimed.forEach((login, account) -> claims.put(login, account.name()));
    names = new Names(Set.copyOf(registered.keySet()), claims);
    for (Seat seat : seats) {
      if (seat.account() != null) {
        seat.account().hold(seat);
      } else {
        seat.accounts().forEach(account -> account.queue(seat));
      }
    }
    others.values().removeIf(Account::isUnused);
    views.clear();
    List<Account> all = new ArrayList<>(registered.values());
    all.addAll(others.values());
    all.forEach(this::publish);
    all.forEach(this::serve);
    all.forEach(this::endIdle);
  }

  @Override
  public Collection<AccountView> views() {
    return List.copyOf(views.values());
  }

  Account accountOf(Target target) {
    Account named = target.account() == null ? null : registered.get(target.account());
    if (named != null) {
      return named;
    }
    Login login = Login.of(target.url());
    Account claiming = claimed.get(login);
    Account known = claiming != null ? claiming : others.get(login);
    if (known == null) {
      known = newAccount(login);
      others.put(login, known);
    }
    return known;
  }

  private Account newAccount(Login login) {
    String name = login.host();
    for (int i = 2; isTaken(name); i++) {
      // The same host with other credentials, which must not be shown.
      name = login.host() + " (" + i + ")";
    }
    Account account = new Account(name, false);
    account.limit(defaults.maxConnections(), defaults.settle());
    return account;
  }

  private boolean isTaken(String name) {
    return registered.containsKey(name)
        || others.values().stream().anyMatch(account -> account.name().equals(name));
  }

  long nextOrder() {
    return order++;
  }

  void idleChanged(Seat seat) {
    publish(seat.account());
    endIdle(seat.account());
  }

  void givenBack(Seat seat) {
    seats.remove(seat);
    Account account = seat.account();
    seat.accounts().forEach(one -> one.forget(seat));
    if (account != null && account.isLimited() && !account.settle().isZero()) {
      account.settling(1);
      later.after(account.settle(), () -> settled(account));
    }
    seat.accounts().forEach(this::changed);
  }

  private void settled(Account account) {
    account.settling(-1);
    changed(account);
  }

  private void changed(Account account) {
    publish(account);
    serve(account);
    others.values().removeIf(other -> other == account && other.isUnused());
  }

  /** Gives what is free to those whose turn it is. */
  private void serve(Account account) {
    while (account.hasFree() && account.next().isPresent()) {
      Seat seat = account.next().get();
      seat.accounts().forEach(one -> one.forget(seat));
      hold(seat, account);
      seat.accounts().forEach(this::publish);
      seat.claimant().granted();
    }
  }

  private void hold(Seat seat, Account account) {
    seat.grant(account);
    account.hold(seat);
    publish(account);
  }

  /** Has connections closed that nobody watches, as many as are waited for. */
  private void endIdle(Account account) {
    for (Optional<Seat> idle = account.toBeEnded(); idle.isPresent(); idle = account.toBeEnded()) {
      idle.get().call();
      idle.get()
          .claimant()
          .wanted(account.name(), account.next().orElseThrow().claimant().channel());
    }
  }

  private void publish(Account account) {
    if (account.isRegistered() || (account.isLimited() && !account.isUnused())) {
      views.put(account.name(), account.view());
    } else {
      views.remove(account.name());
    }
  }
}
