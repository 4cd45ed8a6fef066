package tv.relay.testing;

/**
 * A packet of a {@link StreamModel}, and what it is there.
 *
 * @param unit number of the PES packet or section that it is of; -1 when it has no payload
 * @param main whether it is of the PID by which access points are found
 * @param accessPoint whether an access point begins with it
 * @param pts of the unit; -1 for what isn't main
 * @param millis when it comes
 */
public record StreamPacket(
    byte[] bytes,
    long sequence,
    int pid,
    int unit,
    boolean unitStart,
    boolean main,
    boolean accessPoint,
    long pts,
    long millis) {

  public int counter() {
    return bytes[3] & 0x0F;
  }

  public boolean hasPayload() {
    return unit >= 0;
  }
}
