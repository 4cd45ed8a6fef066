package tv.relay.channel;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.relay.events.Event;
import tv.relay.events.EventLog;
import tv.relay.index.Repair;
import tv.relay.index.Seams;
import tv.relay.upstream.Failure;

/** What a channel's life tells of itself: its events, and the figures that go with them. */
final class LifeStory {
  private static final Logger LOG = LoggerFactory.getLogger(LifeStory.class);

  private final String channel;
  private final EventLog events;

  /** 0 before the first connection of the run. */
  private long connectedNanos;

  private boolean inGap;
  private long lostNanos;
  private long reconnects;
  private String lastError;
  private Map<Event.Kind, Long> counts = Map.of();
  private Seams.Report seams = Seams.Report.NONE;

  LifeStory(String channel, EventLog events) {
    this.channel = channel;
    this.events = events;
  }

  void connecting(SourceList sources) {
    LOG.info("channel {}: connecting to {}", channel, sources.currentName());
  }

  void edited() {
    LOG.info("channel {}: its source has changed, connecting anew", channel);
  }

  void waits(String why) {
    LOG.info("channel {}: waits for a connection: {}", channel, why);
  }

  void startsAnywhere() {
    LOG.info("channel {}: no access point in time, its clients start anywhere", channel);
  }

  /**
   * A source brings data.
   *
   * @return whether it is the run's first
   */
  boolean connected(SourceList sources, long nowNanos) {
    boolean anew = connectedNanos == 0;
    if (!anew) {
      reconnects++;
    }
    String gap =
        inGap ? " after a gap of " + Wording.of(Duration.ofNanos(nowNanos - lostNanos)) : "";
    inGap = false;
    connectedNanos = nowNanos;
    tell(Event.Kind.CONNECTED, sources, "live" + gap + " from " + sources.currentName());
    return anew;
  }

  /** No data comes any more, for whatever reason. */
  void interrupted(long nowNanos) {
    inGap = true;
    lostNanos = nowNanos;
  }

  /** A connection's packets were made to follow those of the one before. */
  void repaired(SourceList sources, Repair repair) {
    seams = seams.plus(repair);
    tell(Event.Kind.REPAIRED, sources, Wording.of(repair));
  }

  /**
   * A source has failed, or a try to get it.
   *
   * @param rest how long it is passed over
   */
  void failed(String source, Failure why, boolean wasFlowing, Duration rest) {
    lastError = why.reason();
    tell(
        wasFlowing ? Event.Kind.LOST : Event.Kind.FAILED,
        source,
        (wasFlowing ? "lost: " : "") + why.reason() + Wording.cooling(rest));
  }

  /**
   * What follows on a failure.
   *
   * @param watched whether anybody is still there to try again for
   */
  void goesOn(SourceList.Next next, boolean watched, SourceList sources) {
    String when = watched && !next.after().isZero() ? " in " + Wording.of(next.after()) : "";
    if (next.another()) {
      tell(Event.Kind.FAILOVER, sources, "next is " + sources.currentName() + when);
    } else if (watched) {
      LOG.info("channel {}: next try{}", channel, when);
    }
  }

  void rehearsing(String source) {
    LOG.info("channel {}: reading {} beside the source in use", channel, source);
  }

  /** A better source was asked beside the one in use, and is no good yet. */
  void notYet(Candidate candidate, Failure why, Duration rest) {
    tell(
        Event.Kind.FAILED,
        candidate.url().redacted(),
        "not back yet: " + why.reason() + Wording.cooling(rest));
  }

  /** A better source is good again, and further behind than viewers could wait. */
  void behind(Candidate candidate, Duration behind) {
    tell(
        Event.Kind.FAILED,
        candidate.url().redacted(),
        "not back yet: it plays, but "
            + Wording.of(behind)
            + " behind the source in use, and viewers would have to wait so long");
  }

  /** A better source has taken over from the one in use. */
  void returned(SourceList sources) {
    tell(Event.Kind.RETURNED, sources, "is good again: back to " + sources.currentName());
  }

  void switched(SourceList sources) {
    tell(Event.Kind.FAILOVER, sources, "switched by hand to " + sources.currentName());
  }

  void gaveUp(SourceList sources) {
    tell(
        Event.Kind.GAVE_UP,
        sources,
        "given up, no source brings anything: "
            + lastError
            + "; what each said: relay status "
            + channel
            + ", others instead: relay channel set "
            + channel
            + " --url URL");
  }

  /** Nobody watches, and the connection goes to another channel. */
  void handedOver(SourceList sources, String account, String byChannel) {
    tell(
        Event.Kind.HANDED_OVER,
        sources,
        "hands its connection of the account " + account + " over to " + byChannel);
  }

  /** The account of a better source is full. */
  void passedOver(SourceList sources, String why) {
    tell(Event.Kind.ACCOUNT_FULL, sources, why + "; uses " + sources.currentName());
  }

  /** No account had a connection free in time. */
  void full(SourceList sources, String why) {
    lastError = why;
    tell(Event.Kind.ACCOUNT_FULL, sources, why);
  }

  /** The run is over. */
  void ended() {
    LOG.info("channel {}: closed", channel);
    connectedNanos = 0;
    inGap = false;
  }

  long connectedNanos() {
    return connectedNanos;
  }

  long reconnects() {
    return reconnects;
  }

  /** All of the channel's, whatever ring they were in. */
  Seams.Report seams() {
    return seams;
  }

  String lastError() {
    return lastError;
  }

  /** How often what has happened since the channel exists. Immutable. */
  Map<Event.Kind, Long> counts() {
    return counts;
  }

  private void tell(Event.Kind kind, SourceList sources, String text) {
    tell(kind, sources.current().url().redacted(), text);
  }

  private void tell(Event.Kind kind, String source, String text) {
    Map<Event.Kind, Long> more = new EnumMap<>(Event.Kind.class);
    more.putAll(counts);
    more.merge(kind, 1L, Long::sum);
    counts = more;
    events.add(channel, kind, source, text);
  }
}
