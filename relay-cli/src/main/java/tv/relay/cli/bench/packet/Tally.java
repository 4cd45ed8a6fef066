package tv.relay.cli.bench.packet;

/**
 * What a verifier has seen so far. A value; tallies of several clients add up.
 *
 * @param packets whole packets, of whatever PID
 * @param numbered of those, packets of the bench's source that were whole
 * @param gaps places where numbered packets are missing
 * @param lostPackets numbered packets that are missing there
 * @param repeats numbered packets with a number that had been there
 * @param continuityErrors counters that don't go on and that nothing announced: what a player
 *     notices
 * @param corrupt packets of the bench's source whose content is not what was sent
 * @param misaligned places where a packet should have begun and none did; a stream that begins
 *     inside a packet counts too
 */
public record Tally(
    long packets,
    long numbered,
    long gaps,
    long lostPackets,
    long repeats,
    long continuityErrors,
    long corrupt,
    long misaligned) {
  public static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0, 0, 0);

  public Tally plus(Tally other) {
    return new Tally(
        packets + other.packets,
        numbered + other.numbered,
        gaps + other.gaps,
        lostPackets + other.lostPackets,
        repeats + other.repeats,
        continuityErrors + other.continuityErrors,
        corrupt + other.corrupt,
        misaligned + other.misaligned);
  }

  /** What was added since an earlier tally of the same clients. */
  public Tally minus(Tally earlier) {
    return new Tally(
        packets - earlier.packets,
        numbered - earlier.numbered,
        gaps - earlier.gaps,
        lostPackets - earlier.lostPackets,
        repeats - earlier.repeats,
        continuityErrors - earlier.continuityErrors,
        corrupt - earlier.corrupt,
        misaligned - earlier.misaligned);
  }
}
