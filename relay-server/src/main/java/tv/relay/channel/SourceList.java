package tv.relay.channel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tv.relay.account.Target;
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
  /** When nothing better is known about when to ask again. */
  private static final int DEFAULT_RETRY_SECONDS = 10;

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
  private List<Candidate> all;
  private Candidate current;

  /** The one that would be in use if its account had not been full; null when that is current. */
  private Candidate passedOver;

  /** When the source in use was lost, once one has been. */
  private long lostNanos;

  private boolean everLive;

  /** Set when somebody switched: not to be undone by a return. */
  private boolean chosenByHand;

  SourceList(
      ChannelDefinition definition, ChannelOptions options, RandomGenerator random, long nowNanos) {
    this.triesPerSource = options.triesPerSource();
    this.returnToPrimary = options.returnToPrimary();
    this.random = random;
    this.definition = definition;
    this.all = candidates(definition, new HashMap<>(), nowNanos);
    this.current = all.get(0);
  }

  private List<Candidate> candidates(
      ChannelDefinition of, Map<SourceUrl, Candidate> known, long nowNanos) {
    List<Candidate> candidates = new ArrayList<>();
    for (SourceUrl url : of.urls()) {
      // Taken out, so that a URL that stands twice is two sources.
      Candidate old = known.remove(url);
      candidates.add(old != null ? old : new Candidate(url, random, nowNanos));
    }
    return List.copyOf(candidates);
  }

  /** The source in use, or to be used next. */
  Source current() {
    return new Source(current.url(), definition.userAgent(), definition.headers());
  }

  /** For people: {@code source 2 of 3, http://host/…}. */
  String currentName() {
    return all.size() == 1
        ? current.url().redacted()
        : "source " + (all.indexOf(current) + 1) + " of " + all.size() + ", " + current.url();
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
    return Stream.concat(Stream.of(current), others().filter(other -> other.isAvailable(nowNanos)))
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

  private Candidate choose(long nowNanos) {
    if (returnToPrimary && !chosenByHand) {
      for (Candidate candidate : all) {
        if (candidate.isAvailable(nowNanos)) {
          return candidate;
        }
      }
    } else if (current.isAvailable(nowNanos)) {
      return current;
    }
    return others()
        .filter(other -> other.isAvailable(nowNanos))
        .findFirst()
        .orElseGet(() -> firstFree(nowNanos));
  }

  private Candidate firstFree(long nowNanos) {
    return all.stream()
        .min(
            Comparator.comparing((Candidate c) -> c.nanosOfRest(nowNanos) > 0)
                .thenComparing(c -> c.nanosUntilFree(nowNanos)))
        .orElseThrow();
  }

  /** Those after the current one, then those before it. */
  private Stream<Candidate> others() {
    int from = all.indexOf(current);
    return IntStream.range(1, all.size()).mapToObj(i -> all.get((from + i) % all.size()));
  }

  /**
   * Somebody wants the next source.
   *
   * @return false when there is none
   */
  boolean switchByHand(long nowNanos) {
    if (all.size() == 1) {
      return false;
    }
    Candidate next =
        others()
            .filter(other -> other.isAvailable(nowNanos))
            .findFirst()
            .orElseGet(() -> others().findFirst().orElseThrow());
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
      all.forEach(candidate -> known.put(candidate.url(), candidate));
    }
    definition = changed;
    all = candidates(changed, known, nowNanos);
    if (passedOver != null && !all.contains(passedOver)) {
      passedOver = null;
    }
    if (all.contains(current)) {
      return true;
    }
    current = all.get(0);
    chosenByHand = false;
    return false;
  }

  /** Whether every source has said no for good, so that nobody need wait. */
  boolean haveAllDenied() {
    return all.stream().allMatch(Candidate::hasDenied);
  }

  private String lastError() {
    if (all.size() == 1) {
      return current.last() == null ? null : current.last().reason();
    }
    List<String> reasons = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Failure last = all.get(i).last();
      if (last != null) {
        reasons.add("source " + (i + 1) + ": " + last.reason());
      }
    }
    return reasons.isEmpty() ? null : String.join("; ", reasons);
  }

  /** What a client is told that can't get the stream. */
  Refusal refusal(long nowNanos) {
    String reason = lastError();
    return Refusal.unavailable(
        reason != null ? reason : "the source has not sent anything in time",
        retrySeconds(nowNanos));
  }

  private int retrySeconds(long nowNanos) {
    long free = all.stream().mapToLong(c -> c.nanosUntilFree(nowNanos)).min().orElse(0);
    return free == 0 ? DEFAULT_RETRY_SECONDS : (int) (TimeUnit.NANOSECONDS.toSeconds(free) + 1);
  }

  List<SourceView> view(long nowNanos) {
    return all.stream().map(candidate -> candidate.view(nowNanos)).toList();
  }
}
