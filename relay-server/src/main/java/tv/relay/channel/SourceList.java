package tv.relay.channel;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import tv.relay.account.Target;
import tv.relay.index.Repair;
import tv.relay.registry.ChannelDefinition;
import tv.relay.registry.SourceUrl;
import tv.relay.upstream.Failure;
import tv.relay.upstream.Source;

/**
 * A channel's sources in their order: which is asked next, and when. It stays with a source for the
 * configured tries, then takes the next that is not cooling down; a source that said no for good is
 * left at once. Where all cool down, the one that is free first is asked, since a channel that is
 * watched has nothing better to do, but none before its Retry-After is over.
 *
 * <p>It knows neither clock nor connection. Control thread.
 */
final class SourceList {
  /**
   * What follows a failure.
   *
   * @param after how long the current source is to be asked
   * @param another whether the current source is another than before
   */
  record Next(Duration after, boolean another) {}

  private final int triesPerSource;
  private final boolean returnToPrimary;
  private final RandomGenerator random;
  private ChannelDefinition definition;
  private Candidates all;
  private Candidate current;

  /** The one that would be in use if its account had not been full; null when that is current. */
  private Candidate passedOver;

  /** When the source in use was lost, once one has been. */
  private long lostNanos;

  private boolean everLive;

  /** Null before the first failure. */
  private Candidate latestFailed;

  /** Set when somebody switched: not to be undone by a return. */
  private boolean chosenByHand;

  SourceList(
      ChannelDefinition definition, ChannelOptions options, RandomGenerator random, long nowNanos) {
    this.triesPerSource = options.triesPerSource();
    this.returnToPrimary = options.returnToPrimary();
    this.random = random;
    this.definition = definition;
    this.all = Candidates.of(definition, new HashMap<>(), random, nowNanos);
    this.current = all.first();
  }

  /** The source in use, or to be used next. */
  Source current() {
    return sourceOf(current);
  }

  Source sourceOf(Candidate candidate) {
    return new Source(candidate.url(), definition.userAgent(), definition.headers());
  }

  /** For people: {@code source 2 of 3, http://host/…}. */
  String currentName() {
    return nameOf(current);
  }

  /** Counted from 1. */
  int currentPlace() {
    return all.placeOf(current);
  }

  /** For people: {@code source 2 of 3, http://host/…}. */
  String nameOf(Candidate candidate) {
    return all.nameOf(candidate);
  }

  /**
   * Nothing is connected, and something is to be.
   *
   * @return how long none of the sources wants to be asked
   */
  Duration begin(long nowNanos) {
    if (passedOver != null) {
      current = passedOver;
      passedOver = null;
    }
    current = choose(nowNanos);
    return Duration.ofNanos(current.nanosOfRest(nowNanos));
  }

  /** Those that may be asked now: the one to be used next, then what could take its place. */
  List<Candidate> askable(long nowNanos) {
    return Stream.concat(
            Stream.of(current),
            all.othersThan(current).filter(other -> other.isAvailable(nowNanos)))
        .toList();
  }

  /** What a connection to it counts for. */
  Target target(Candidate candidate) {
    return new Target(definition.account(), candidate.url());
  }

  /** Another may become the current one, where the account of that one is full. */
  void use(Candidate candidate, long nowNanos) {
    if (candidate != current) {
      passedOver = passedOver != null ? passedOver : current;
      released(nowNanos);
      current = candidate;
    }
  }

  void connecting(long nowNanos) {
    current.enter(SourceState.CONNECTING, nowNanos);
  }

  void live(long nowNanos) {
    current.enter(SourceState.LIVE, nowNanos);
  }

  void repaired(Repair repair) {
    current.repaired(repair);
  }

  /** It is not in use any more, by no fault of its own. */
  void released(long nowNanos) {
    current.enter(SourceState.IDLE, nowNanos);
  }

  /** The current source has failed. */
  Next failed(Failure why, long nowNanos) {
    Candidate before = current;
    if (before.isLive()) {
      lostNanos = nowNanos;
      everLive = true;
    }
    latestFailed = before;
    before.failed(why, triesPerSource, nowNanos);
    if (!before.isAvailable(nowNanos)) {
      chosenByHand = false;
    }
    current = choose(nowNanos);
    boolean another = current != before;
    if (another && current.isAvailable(nowNanos)) {
      return new Next(Duration.ZERO, true);
    }
    long wait = current.nextWaitNanos(nowNanos, lastsReserve(nowNanos));
    current.enter(SourceState.BACKOFF, nowNanos);
    return new Next(Duration.ofNanos(wait), another);
  }

  /** Whether clients may still live on what was held back for them. */
  private boolean lastsReserve(long nowNanos) {
    long reserve = TimeUnit.SECONDS.toNanos(definition.upkeep().reserveSeconds());
    return everLive && nowNanos - lostNanos < reserve;
  }

  /**
   * How long the source that failed last is passed over: where it is the only one, only as long as
   * it says itself.
   */
  Duration restOfLatestFailure(long nowNanos) {
    if (latestFailed == null) {
      return Duration.ZERO;
    }
    return Duration.ofNanos(
        all.isOne() ? latestFailed.nanosOfRest(nowNanos) : latestFailed.nanosUntilFree(nowNanos));
  }

  private Candidate choose(long nowNanos) {
    boolean fromTheFirst = returnToPrimary && !chosenByHand;
    if (!fromTheFirst && current.isAvailable(nowNanos)) {
      return current;
    }
    Stream<Candidate> order = fromTheFirst ? all.inOrder() : all.othersThan(current);
    return order
        .filter(candidate -> candidate.isAvailable(nowNanos))
        .findFirst()
        .orElseGet(() -> all.firstFree(nowNanos));
  }

  /** Whether there is another source that is not cooling down. */
  boolean hasAnother(long nowNanos) {
    return all.othersThan(current).anyMatch(other -> other.isAvailable(nowNanos));
  }

  /** One to go back to: the first before the current one that is not cooling down, or null. */
  Candidate better(long nowNanos) {
    return earlier().filter(candidate -> candidate.isAvailable(nowNanos)).findFirst().orElse(null);
  }

  /** When there will be one; null for never. */
  Duration untilBetter(long nowNanos) {
    OptionalLong nanos = earlier().mapToLong(candidate -> candidate.nanosUntilFree(nowNanos)).min();
    return nanos.isPresent() ? Duration.ofNanos(nanos.getAsLong()) : null;
  }

  private Stream<Candidate> earlier() {
    return returnToPrimary && !chosenByHand ? all.before(current) : Stream.empty();
  }

  /**
   * One that was read beside the current one has failed.
   *
   * @return how long it is not to be asked
   */
  Duration rehearsalFailed(Candidate candidate, Failure why, long nowNanos) {
    latestFailed = candidate;
    candidate.failed(why, triesPerSource, nowNanos);
    return Duration.ofNanos(candidate.nextWaitNanos(nowNanos, false));
  }

  /** One that was read beside the current one is so no more, by no fault of its own. */
  void dismissed(Candidate candidate, long nowNanos) {
    candidate.enter(SourceState.IDLE, nowNanos);
  }

  /** One that was read beside the current one takes its place. */
  void returnTo(Candidate candidate, long nowNanos) {
    current.enter(SourceState.IDLE, nowNanos);
    current = candidate;
    passedOver = null;
    current.enter(SourceState.LIVE, nowNanos);
  }

  /**
   * Somebody wants the next source.
   *
   * @return false when there is none
   */
  boolean switchByHand(long nowNanos) {
    if (all.isOne()) {
      return false;
    }
    Candidate next =
        all.othersThan(current)
            .filter(other -> other.isAvailable(nowNanos))
            .findFirst()
            .orElseGet(() -> all.othersThan(current).findFirst().orElseThrow());
    released(nowNanos);
    passedOver = null;
    next.forgive();
    current = next;
    chosenByHand = true;
    return true;
  }

  /**
   * Takes over a changed definition. What is known of sources that stay is kept, unless they are
   * asked in another way now.
   *
   * @return whether the current source is still the one in use
   */
  boolean redefine(ChannelDefinition changed, long nowNanos) {
    boolean sameManner =
        Objects.equals(changed.userAgent(), definition.userAgent())
            && Objects.equals(changed.account(), definition.account())
            && changed.headers().equals(definition.headers());
    Map<SourceUrl, Candidate> known = new HashMap<>();
    if (sameManner) {
      all.inOrder().forEach(candidate -> known.put(candidate.url(), candidate));
    }
    definition = changed;
    all = Candidates.of(changed, known, random, nowNanos);
    if (passedOver != null && !all.contains(passedOver)) {
      passedOver = null;
    }
    if (all.contains(current)) {
      return true;
    }
    current = all.first();
    chosenByHand = false;
    return false;
  }

  /** Whether every source has said no for good, so that nobody need wait. */
  boolean haveAllDenied() {
    return all.haveAllDenied();
  }

  /** What a client is told that can't get the stream. */
  Refusal refusal(long nowNanos) {
    return all.refusal(nowNanos);
  }

  List<SourceView> view(long nowNanos) {
    return all.view(nowNanos);
  }
}
