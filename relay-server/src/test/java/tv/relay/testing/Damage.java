package tv.relay.testing;

/**
 * Something that a {@link PacketVerifier} found wrong. A value.
 *
 * @param kind what is wrong
 * @param offset where in the body, in bytes
 * @param detail for people
 */
public record Damage(Kind kind, long offset, String detail) {

  /** What can be wrong. */
  public enum Kind {
    /** no sync byte where a packet must start */
    MISALIGNED,
    /** a packet that the source never sent in this form */
    CORRUPT,
    /** a packet of another stream */
    MIXED,
    /** a packet that is older than its predecessor, or the same */
    BACKWARD
  }

  @Override
  public String toString() {
    return kind
        + " at "
        + offset
        + " (packet "
        + offset / PacketLayout.PACKET_BYTES
        + "): "
        + detail;
  }
}
