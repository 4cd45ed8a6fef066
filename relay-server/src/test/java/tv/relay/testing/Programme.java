package tv.relay.testing;

/**
 * What a {@link NumberedStream} carries and how fast. A value.
 *
 * @param streamId written into every media packet; two sources that must not be mixed differ in it
 * @param bitrateBps constant rate of the whole transport stream, at least 100,000 bits a second
 * @param gopFrames frames from one random access point to the next, at 25 frames a second
 * @param otherPids uses other PIDs and another programme number, as another provider would
 */
public record Programme(int streamId, int bitrateBps, int gopFrames, boolean otherPids) {

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  public Programme {
    if (bitrateBps < 100_000) {
      throw new IllegalArgumentException("bitrateBps is below 100,000: " + bitrateBps);
    }
    if (gopFrames < 1) {
      throw new IllegalArgumentException("gopFrames is below 1: " + gopFrames);
    }
  }

  /** 2 Mbit/s, a random access point each second. */
  public static Programme numbered(int streamId) {
    return new Programme(streamId, 2_000_000, 25, false);
  }

  public Programme withBitrateBps(int bitrateBps) {
    return new Programme(streamId, bitrateBps, gopFrames, otherPids);
  }

  public Programme withGopFrames(int gopFrames) {
    return new Programme(streamId, bitrateBps, gopFrames, otherPids);
  }

  /** The same, as another provider would send it: other PIDs, another programme number. */
  public Programme asOtherSource() {
    return new Programme(streamId, bitrateBps, gopFrames, true);
  }

  public int videoPid() {
    return otherPids ? PacketLayout.OTHER_VIDEO_PID : PacketLayout.VIDEO_PID;
  }

  public int pmtPid() {
    return otherPids ? PacketLayout.OTHER_PMT_PID : PacketLayout.PMT_PID;
  }

  int programNumber() {
    return otherPids ? 2 : 1;
  }

  /** How long so many bytes last at this rate. */
  public long nanosOfBytes(long bytes) {
    long bits = bytes * 8;
    return bits / bitrateBps * NANOS_PER_SECOND + bits % bitrateBps * NANOS_PER_SECOND / bitrateBps;
  }
}
