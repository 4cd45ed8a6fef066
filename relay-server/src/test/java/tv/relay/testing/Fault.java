package tv.relay.testing;

/** What a {@link FaultProxy} does to a connection. */
public enum Fault {
  /** nothing for up to a second, then all that has come meanwhile */
  DELAY(4, false),
  /** some bytes at a time for a second or two */
  TRICKLE(2, false),
  /** some bytes in a row are others */
  CORRUPT(4, false),
  /** nothing more, without an end */
  STALL(1, true),
  /** the connection is reset */
  RESET(1, true),
  /** the connection is closed in order, anywhere in a packet */
  TRUNCATE(1, true);

  private final int weight;
  private final boolean fatal;

  Fault(int weight, boolean fatal) {
    this.weight = weight;
    this.fatal = fatal;
  }

  /** Whether the connection is of no use after it. */
  public boolean isFatal() {
    return fatal;
  }

  /** One of them by their weights; {@code dice} from 0 until 1. */
  static Fault chosen(double dice) {
    int sum = 0;
    for (Fault fault : values()) {
      sum += fault.weight;
    }
    double left = dice * sum;
    for (Fault fault : values()) {
      left -= fault.weight;
      if (left < 0) {
        return fault;
      }
    }
    return TRUNCATE;
  }
}
