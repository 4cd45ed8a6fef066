package tv.relay.delivery;

/** Why a subscriber will never get some chunks. */
public enum DropCause {
  /** The writer overwrote, or was about to overwrite, what the subscriber had not read. */
  LAPPED
}
