package tv.relay.cli.zoo;

/**
 * How a link fails.
 *
 * @param ringSeconds what the relay's ring holds
 */
enum Stall {
  /** For 20 s, which the ring still holds. */
  STOPPED(60, ThrottledLink::stop),
  /** The same after 100 bytes of a packet. */
  STOPPED_IN_PACKET(60, ThrottledLink::stopInPacket),
  /** For 20 s, of which the ring holds 8. */
  STOPPED_BEYOND_RING(8, ThrottledLink::stop),
  STOPPED_IN_PACKET_BEYOND_RING(8, ThrottledLink::stopInPacket);

  /** Makes a link carry nothing. */
  interface Failure {
    void of(ThrottledLink link);
  }

  private final int ringSeconds;
  private final Failure failure;

  Stall(int ringSeconds, Failure failure) {
    this.ringSeconds = ringSeconds;
    this.failure = failure;
  }

  int ringSeconds() {
    return ringSeconds;
  }

  void begin(ThrottledLink link) {
    failure.of(link);
  }
}
