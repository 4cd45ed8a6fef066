package tv.relay.cli.bench.load;

/** How a client behaves. */
public enum ClientKind {
  /** Takes all there is, and throws it away. */
  DISCARDING,
  /** Takes all there is as soon as it is there, and checks every packet. */
  VERIFYING,
  /** Takes less than the stream brings, and checks every packet. */
  SLOW,
  /** Takes nothing after the beginning. */
  STALLED;

  /** Whether it should lose nothing. */
  public boolean isFast() {
    return this == DISCARDING || this == VERIFYING;
  }
}
