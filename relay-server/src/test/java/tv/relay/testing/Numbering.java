package tv.relay.testing;

/** Where the numbered stream of a {@link ScriptedUpstream} begins on a new connection. */
public enum Numbering {
  /**
   * Where the programme is by now, as a live source does: it begins with the first connection, and
   * what was produced while nobody was connected is lost. Never before what has been sent already.
   */
  LIVE,
  /** At the first packet, each time. */
  RESTART
}
