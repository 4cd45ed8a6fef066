package tv.relay.delivery;

/** Why a subscriber is no more. */
public enum Departure {
  /** The client closed its connection, or it broke. */
  LEFT,
  /** It took no byte for the client timeout. */
  EVICTED,
  /** Its machine acknowledged nothing for the client timeout, though the kernel took bytes. */
  VANISHED,
  /** An operator closed it. */
  KICKED,
  /** The channel ended: removed, given up, or the relay shuts down. */
  ENDED,
  /** A defect of the relay. */
  FAILED,
  /**
   * The writer came around during a write, so that bytes may have gone out mixed. They lie behind
   * all that the client had not taken, and the connection is reset so that they never arrive.
   */
  TORN
}
