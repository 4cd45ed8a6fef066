package tv.relay.reserve;

import java.time.Duration;

/** How large a ring has to be for a reserve beside what it is for without one. */
public final class RingSize {
  /**
   * What a channel is taken for that has not been seen yet: high definition, of the better kind.
   */
  private static final double USUAL_BYTES_PER_SECOND = 10_000_000 / 8.0;

  /** Streams are not even. */
  private static final double SPARE = 1.25;

  /** A direct buffer can't be larger than an int says; and no channel is to have all memory. */
  private static final long MOST_BYTES = 512 * 1024 * 1024;

  private RingSize() {}

  /**
   * In bytes.
   *
   * @param usual what a channel without a reserve gets, and so the least
   * @param bytesPerSecond as measured when the channel was kept up before; 0 when it never was
   */
  public static int withReserve(int usual, Duration reserve, double bytesPerSecond) {
    double rate = bytesPerSecond > 0 ? bytesPerSecond : USUAL_BYTES_PER_SECOND;
    double more = reserve.toMillis() / 1_000.0 * rate * SPARE;
    return (int) Math.max(usual, Math.min(MOST_BYTES, usual + more));
  }
}
