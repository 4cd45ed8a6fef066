package tv.relay.channel;

import java.util.EnumSet;
import java.util.Set;

/** Where a channel is in its life, and what may come after. */
public enum ChannelState {
  /** Nobody watches; no connection, no ring. */
  IDLE,
  /** Somebody wants to watch, and the accounts of all sources have no connection free. */
  WAITING,
  /** A source is being asked. */
  CONNECTING,
  /** A source brings data. */
  LIVE,
  /** The source sent nothing for its deadline; one is asked again in a moment. */
  STALLED,
  /** The source is lost; one is asked again after a wait. */
  BACKOFF,
  /** A source brings data, and nobody watches any more; kept for a while. */
  LINGERING,
  /** The upstream was told to end and has not yet; nothing is connected before it has. */
  DRAINING,
  /**
   * Nobody watches any more, since no source brought anything; the next client starts a new try.
   */
  FAILED;

  /** Whether a life may go from here to there. */
  boolean mayBecome(ChannelState next) {
    Set<ChannelState> after =
        switch (this) {
          case IDLE -> EnumSet.of(CONNECTING, WAITING, FAILED);
          case WAITING -> EnumSet.of(CONNECTING, FAILED, IDLE);
          case CONNECTING ->
              EnumSet.of(LIVE, LINGERING, WAITING, STALLED, BACKOFF, DRAINING, FAILED, IDLE);
          case LIVE -> EnumSet.of(LINGERING, CONNECTING, WAITING, STALLED, BACKOFF, DRAINING);
          case LINGERING -> EnumSet.of(LIVE, CONNECTING, DRAINING, IDLE);
          case STALLED, BACKOFF, DRAINING -> EnumSet.of(CONNECTING, WAITING, FAILED, IDLE);
          case FAILED -> EnumSet.of(CONNECTING, WAITING, IDLE);
        };
    return after.contains(next);
  }

  /** Whether a source brings data. */
  boolean isFlowing() {
    return this == LIVE || this == LINGERING;
  }
}
