package tv.relay.channel;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.relay.events.Event;
import tv.relay.events.EventLog;
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
    String gap = inGap ? " after a gap of " + text(Duration.ofNanos(nowNanos - lostNanos)) : "";
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

  /** A source has failed, or a try to get it. */
  void failed(String source, Failure why, boolean wasFlowing) {
    lastError = why.reason();
    tell(
        wasFlowing ? Event.Kind.LOST : Event.Kind.FAILED,
        source,
        wasFlowing ? "lost: " + why.reason() : why.reason());
  }

  /**
   * What follows on a failure.
   *
   * @param watched whether anybody is still there to try again for
   */
  void goesOn(SourceList.Next next, boolean watched, SourceList sources) {
    String when = watched && !next.after().isZero() ? " in " + text(next.after()) : "";
    if (next.another()) {
      tell(Event.Kind.FAILOVER, sources, "next is " + sources.currentName() + when);
    } else if (watched) {
      LOG.info("channel {}: next try{}", channel, when);
    }
  }

  void switched(SourceList sources) {
    tell(Event.Kind.FAILOVER, sources, "switched by hand to " + sources.currentName());
  }

  void gaveUp(SourceList sources) {
    tell(Event.Kind.GAVE_UP, sources, "given up, no source brings anything: " + lastError);
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

  private static String text(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1_000.0);
  }
}
