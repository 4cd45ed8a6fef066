package tv.relay.channel;

/** Where a channel is in its life. */
public enum ChannelState {
  /** Nobody watches; no connection, no ring. */
  IDLE,
  /** A source is being asked. */
  CONNECTING,
  /** A source brings data. */
  LIVE,
  /** The source sent nothing for its deadline; it is asked again in a moment. */
  STALLED,
  /** The source is lost; it is asked again after a wait. */
  BACKOFF,
  /**
   * Nobody watches any more, since no source brought anything; the next client starts a new try.
   */
  FAILED
}
