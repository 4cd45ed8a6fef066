package tv.relay.channel;

/** What is going on with one of a channel's sources. */
public enum SourceState {
  /** Not in use. */
  IDLE,
  /** Being asked. */
  CONNECTING,
  /** Read beside the source in use, to see whether it is good again. */
  REHEARSING,
  /** Brings data. */
  LIVE,
  /** Has failed and is asked again after a wait. */
  BACKOFF,
  /** Has failed too often, or wants to be left alone: passed over while another can be had. */
  COOLING
}
