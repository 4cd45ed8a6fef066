package tv.relay.delivery;

/**
 * Chunks that were dropped, by cause. A value; plain fields rather than a map, since status reads
 * thousands of accounts a second.
 */
public record DropCounts(long lag, long lapped, long join) {
  static final DropCounts NONE = new DropCounts(0, 0, 0);

  public long of(DropCause cause) {
    return switch (cause) {
      case LAG -> lag;
      case LAPPED -> lapped;
      case JOIN -> join;
    };
  }

  public long total() {
    return lag + lapped + join;
  }

  /** Of these, what somebody misses; see {@link DropCause#isLoss}. */
  public long lost() {
    return lag + lapped;
  }

  DropCounts plus(DropCounts other) {
    return new DropCounts(lag + other.lag, lapped + other.lapped, join + other.join);
  }

  DropCounts minus(DropCounts other) {
    return new DropCounts(lag - other.lag, lapped - other.lapped, join - other.join);
  }
}
