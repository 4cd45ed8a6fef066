package tv.relay.events;

import java.time.Instant;

/**
 * Something that happened, mostly to a channel. A value.
 *
 * @param number counts events from 1 since the relay started
 * @param channel its id; null when it is about no channel
 * @param source its URL without credentials; null when it is about no source
 * @param text in plain words, free of credentials
 */
public record Event(
    long number, Instant at, String channel, Kind kind, String source, String text) {

  /** What sort of thing it is. */
  public enum Kind {
    /** A source brings data. */
    CONNECTED,
    /** A source that brought data does so no more. */
    LOST,
    /** A source was asked and brought nothing. */
    FAILED,
    /** Another source of the list is used from now on. */
    FAILOVER,
    /** An earlier source of the list has taken over again, without a gap. */
    RETURNED,
    /** A connection's packets were made to follow those of the one before. */
    REPAIRED,
    /** The clients were let go, since no source brought anything. */
    GAVE_UP,
    /** Nobody watched, and the connection went to another channel of the account. */
    HANDED_OVER,
    /** The account of a source had no connection free. */
    ACCOUNT_FULL,
    /** A client was closed that took nothing for the deadline. */
    EVICTED,
    /** A list or guide was fetched anew. */
    REFRESHED,
    /** A list or guide could not be fetched or taken. */
    REFRESH_FAILED
  }
}
