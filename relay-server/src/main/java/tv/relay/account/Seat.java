package tv.relay.account;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A lease of the {@link AccountBook}: waiting, held, or given back. Channels' thread. */
final class Seat implements Lease {
  private final AccountBook book;
  private final List<Target> targets;
  private final Claimant claimant;
  private int granted = -1;
  private boolean over;
  private boolean idle;
  private long idleOrder;

  /** Its claimant has been told that the connection is wanted. */
  private boolean called;

  Seat(AccountBook book, List<Target> targets, Claimant claimant) {
    this.book = book;
    this.targets = targets;
    this.claimant = claimant;
  }

  Claimant claimant() {
    return claimant;
  }

  /** Of the sources asked for, in their order, each account once. */
  Set<Account> accounts() {
    return targets.stream()
        .map(book::accountOf)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** The account that it holds a connection of; null while it waits. */
  Account account() {
    return granted < 0 ? null : book.accountOf(targets.get(granted));
  }

  void grant(Account by) {
    for (int i = 0; granted < 0; i++) {
      if (book.accountOf(targets.get(i)) == by) {
        granted = i;
      }
    }
  }

  void call() {
    called = true;
  }

  boolean isCalled() {
    return called;
  }

  boolean isIdle() {
    return idle;
  }

  long idleOrder() {
    return idleOrder;
  }

  /** Whether a newcomer would be served before it. */
  boolean comesAfter(Seat newcomer) {
    return newcomer.claimant.isResuming() && !claimant.isResuming();
  }

  @Override
  public int granted() {
    return over ? -1 : granted;
  }

  @Override
  public void idle(boolean now) {
    if (over || granted < 0 || idle == now) {
      return;
    }
    idle = now;
    idleOrder = book.nextOrder();
    called = false;
    book.idleChanged(this);
  }

  @Override
  public void giveBack() {
    if (!over) {
      over = true;
      book.givenBack(this);
    }
  }

  @Override
  public String whyNot() {
    List<Target> missed = granted < 0 ? targets : targets.subList(0, granted);
    Set<Account> accounts =
        missed.stream().map(book::accountOf).collect(Collectors.toCollection(LinkedHashSet::new));
    String text =
        accounts.stream()
            .filter(account -> !account.hasFree())
            .map(Account::fullness)
            .collect(Collectors.joining("; "));
    return text.isEmpty() ? null : text;
  }
}
