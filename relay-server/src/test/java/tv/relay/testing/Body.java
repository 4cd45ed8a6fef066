package tv.relay.testing;

/** The bytes of a response, piece by piece. Used by one thread. */
interface Body {

  /** The next piece, valid until the next call; null after the last. */
  byte[] next();

  /** When the next piece is due, counted from the start of the body. */
  long dueNanos();
}
