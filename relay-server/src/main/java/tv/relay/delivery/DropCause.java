package tv.relay.delivery;

/** Why a subscriber will never get some chunks. */
public enum DropCause {
  /** It fell further behind than it may, and was moved on while its cut could still be chosen. */
  LAG,
  /** The writer was about to overwrite what the subscriber had not read. */
  LAPPED,
  /** Pictures at a join that refer to what lies before it. No loss to anybody. */
  JOIN;

  /** Whether anybody misses what is dropped. */
  public boolean isLoss() {
    return this != JOIN;
  }
}
