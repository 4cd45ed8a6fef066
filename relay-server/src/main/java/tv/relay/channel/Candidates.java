package tv.relay.channel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tv.relay.registry.ChannelDefinition;
import tv.relay.registry.SourceUrl;
import tv.relay.upstream.Failure;

/** All of a channel's sources in their order, and what is to be said of them. Control thread. */
final class Candidates {
  /** When nothing better is known about when to ask again. */
  private static final int DEFAULT_RETRY_SECONDS = 10;

  private final List<Candidate> all;

  private Candidates(List<Candidate> all) {
    this.all = List.copyOf(all);
  }

  /**
   * Those of a definition.
   *
   * @param known what is known already; changed
   */
  static Candidates of(
      ChannelDefinition definition,
      Map<SourceUrl, Candidate> known,
      RandomGenerator random,
      long nowNanos) {
    List<Candidate> candidates = new ArrayList<>();
    for (SourceUrl url : definition.urls()) {
      // Taken out, so that a URL that stands twice is two sources.
      Candidate old = known.remove(url);
      candidates.add(old != null ? old : new Candidate(url, random, nowNanos));
    }
    return new Candidates(candidates);
  }

  Candidate first() {
    return all.get(0);
  }

  boolean isOne() {
    return all.size() == 1;
  }

  boolean contains(Candidate candidate) {
    return all.contains(candidate);
  }

  Stream<Candidate> inOrder() {
    return all.stream();
  }

  Stream<Candidate> before(Candidate candidate) {
    return all.stream().limit(all.indexOf(candidate));
  }

  /** Those after it, then those before it. */
  Stream<Candidate> othersThan(Candidate candidate) {
    int from = all.indexOf(candidate);
    return IntStream.range(1, all.size()).mapToObj(i -> all.get((from + i) % all.size()));
  }

  /** Where all are to be passed over, the one for which that ends first. */
  Candidate firstFree(long nowNanos) {
    return all.stream()
        .min(
            Comparator.comparing((Candidate c) -> c.nanosOfRest(nowNanos) > 0)
                .thenComparing(c -> c.nanosUntilFree(nowNanos)))
        .orElseThrow();
  }

  /** For people: {@code source 2 of 3, http://host/…}. */
  String nameOf(Candidate candidate) {
    String url = candidate.url().redacted();
    return isOne() ? url : "source " + placeOf(candidate) + " of " + all.size() + ", " + url;
  }

  /** Its place in the list, from 1. */
  int placeOf(Candidate candidate) {
    return all.indexOf(candidate) + 1;
  }

  /** Whether every source has said no for good, so that nobody need wait. */
  boolean haveAllDenied() {
    return all.stream().allMatch(Candidate::hasDenied);
  }

  /** What a client is told that can't get the stream. */
  Refusal refusal(long nowNanos) {
    String reason = lastError();
    return Refusal.unavailable(
        reason != null ? reason : "the source has not sent anything in time",
        retrySeconds(nowNanos));
  }

  private String lastError() {
    if (isOne()) {
      return first().last() == null ? null : first().last().reason();
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

  private int retrySeconds(long nowNanos) {
    long free = all.stream().mapToLong(c -> c.nanosUntilFree(nowNanos)).min().orElse(0);
    return free == 0 ? DEFAULT_RETRY_SECONDS : (int) (TimeUnit.NANOSECONDS.toSeconds(free) + 1);
  }

  List<SourceView> view(long nowNanos) {
    return all.stream().map(candidate -> candidate.view(nowNanos)).toList();
  }
}
