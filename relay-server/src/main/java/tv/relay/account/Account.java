package tv.relay.account;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One account's connections and those who want one. Channels' thread. */
final class Account {
  private final String name;
  private final boolean registered;

  /** 0 for no limit. */
  private int maxConnections;

  private Duration settle;
  private final Set<Seat> holders = new LinkedHashSet<>();
  private final Set<Seat> waiting = new LinkedHashSet<>();
  private int settling;

  Account(String name, boolean registered) {
    this.name = name;
    this.registered = registered;
  }

  void limit(int most, Duration delay) {
    maxConnections = most;
    settle = delay;
  }

  String name() {
    return name;
  }

  Duration settle() {
    return settle;
  }

  boolean isLimited() {
    return maxConnections > 0;
  }

  boolean isRegistered() {
    return registered;
  }

  boolean isUnused() {
    return holders.isEmpty() && waiting.isEmpty() && settling == 0;
  }

  void hold(Seat seat) {
    holders.add(seat);
  }

  void queue(Seat seat) {
    waiting.add(seat);
  }

  void forget(Seat seat) {
    holders.remove(seat);
    waiting.remove(seat);
  }

  void settling(int change) {
    settling += change;
  }

  boolean hasFree() {
    return !isLimited() || holders.size() + settling < maxConnections;
  }

  /**
   * Whether a newcomer is sure to get a connection soon: there is one that nobody watches, or that
   * is just being closed, and nobody else has a right to it.
   */
  boolean hasComing(Seat newcomer) {
    long busy = holders.stream().filter(seat -> !seat.isIdle()).count();
    long ahead = waiting.stream().filter(other -> !other.comesAfter(newcomer)).count();
    return maxConnections - busy > ahead;
  }

  /** Whose turn it is. */
  Optional<Seat> next() {
    return queued().findFirst();
  }

  /** The connection that has been idle for longest, when one must be closed for those waiting. */
  Optional<Seat> toBeEnded() {
    long kept = holders.stream().filter(seat -> !seat.isCalled()).count();
    return !waiting.isEmpty() && waiting.size() > maxConnections - kept
        ? holders.stream()
            .filter(seat -> seat.isIdle() && !seat.isCalled())
            .min(Comparator.comparingLong(Seat::idleOrder))
        : Optional.empty();
  }

  private Stream<Seat> queued() {
    return Stream.concat(
        waiting.stream().filter(seat -> seat.claimant().isResuming()),
        waiting.stream().filter(seat -> !seat.claimant().isResuming()));
  }

  /** Who has its connections, in plain words. */
  String fullness() {
    List<String> parts = new ArrayList<>();
    String channels =
        holders.stream().map(seat -> seat.claimant().channel()).collect(Collectors.joining(", "));
    if (!channels.isEmpty()) {
      parts.add("in use by " + channels);
    }
    if (settling > 0) {
      parts.add(settling + " just closed");
    }
    return "the account "
        + name
        + " has its limit of "
        + maxConnections
        + (maxConnections == 1 ? " connection" : " connections")
        + (parts.isEmpty() ? "" : ", " + String.join(", ", parts));
  }

  AccountView view() {
    return new AccountView(
        name,
        registered,
        maxConnections,
        settling,
        holders.stream()
            .map(seat -> new AccountView.Holder(seat.claimant().channel(), seat.isIdle()))
            .toList(),
        queued().map(seat -> seat.claimant().channel()).toList());
  }
}
