package tv.relay.testing;

import java.util.List;

/**
 * Eats the body of a response that carries a {@link NumberedStream}, in arbitrary pieces, and
 * checks that from its first byte to its last it is a sequence of whole, unharmed packets of one
 * stream in order. Gaps between packets are counted, they are no damage.
 *
 * <p>Fed by one thread, may be asked by any. A media packet that is damaged counts as missing too,
 * since its number cannot be trusted. The {@code assert} methods throw an {@link AssertionError}
 * that tells what is wrong and where.
 */
public final class PacketVerifier {

  private final PacketChecks checks = new PacketChecks();
  private final PacketSlicer slicer = new PacketSlicer(checks);
  private long bytes;

  /** Only this stream is right; without it the first media packet decides. */
  public synchronized PacketVerifier expectStream(int streamId) {
    checks.streamKnown = true;
    checks.streamId = streamId;
    return this;
  }

  /** The stream may change, as it does at a failover; numbers start anew with it. */
  public synchronized PacketVerifier allowStreamChange() {
    checks.streamChangeAllowed = true;
    return this;
  }

  /** Numbers may start anew, as they do when a source restarts. */
  public synchronized PacketVerifier allowRestart() {
    checks.restartAllowed = true;
    return this;
  }

  /** Packets that were harmed before the relay got them are no damage; they count as missing. */
  public synchronized PacketVerifier excuse(HarmLedger harmed) {
    checks.excused = harmed;
    return this;
  }

  /** Packets that were as harmed as the relay got them. */
  public synchronized long excusedPackets() {
    return checks.excusedPackets;
  }

  public synchronized void accept(byte[] piece, int offset, int length) {
    bytes += length;
    slicer.accept(piece, offset, length);
  }

  public void accept(byte[] piece) {
    accept(piece, 0, piece.length);
  }

  public synchronized long bytes() {
    return bytes;
  }

  /** Whole packets of any kind but null packets, which are the relay's own here. */
  public synchronized long packets() {
    return checks.packets;
  }

  /** Media packets that were right. */
  public synchronized long mediaPackets() {
    return checks.ledger.mediaPackets();
  }

  public synchronized int gaps() {
    return checks.ledger.gaps();
  }

  public synchronized List<Gap> missing() {
    return checks.ledger.missing();
  }

  /** Media packets that the gaps have swallowed. */
  public synchronized long missingPackets() {
    return checks.ledger.missingPackets();
  }

  /**
   * Packets of any PID that are missing between the first media packet and the last. Exact as long
   * as the relay inserts none of its own.
   */
  public synchronized long missingOfAllPids() {
    return checks.ledger.missingOfAllPids();
  }

  /** How often a PID's counter did not go on, and no announcement said so. */
  public synchronized long unannouncedBreaks() {
    return checks.follow.unannouncedBreaks;
  }

  /** Media packets on the PID that a programme has which is {@link Programme#asOtherSource}. */
  public synchronized long mediaPacketsOfOtherPids() {
    return checks.follow.otherPids;
  }

  /** How often a PID's PCR or PTS was not later than the one before. */
  public synchronized long timesBackward() {
    return checks.follow.timesBackward;
  }

  /** Sequence of the first media packet, -1 while there is none. */
  public synchronized long firstSequence() {
    return checks.ledger.firstSequence();
  }

  /** Sequence of the last media packet, -1 while there is none. */
  public synchronized long lastSequence() {
    return checks.ledger.lastSequence();
  }

  /** When the last media packet was made, by {@link System#nanoTime()} of the source's process. */
  public synchronized long lastCreatedNanos() {
    return checks.lastCreatedNanos;
  }

  /** Bytes after the last whole packet; 0 at the end of a stream that was cut between packets. */
  public synchronized int trailingBytes() {
    return slicer.heldBytes();
  }

  /** Whether the body began with a PAT, a PMT followed, and the first media packet was a RAP. */
  public synchronized boolean startsAtRandomAccess() {
    return checks.startsAtRandomAccess;
  }

  /** The first hundred. */
  public synchronized List<Damage> damages() {
    return checks.damages.first();
  }

  public synchronized long damageCount() {
    return checks.damages.count();
  }

  /** Nothing received is damaged; nothing at all is clean too. */
  public synchronized PacketVerifier assertClean() {
    if (checks.damages.count() > 0) {
      throw new AssertionError(
          "damaged in " + checks.damages.count() + " places: " + this + checks.damages.describe());
    }
    return this;
  }

  /** As {@link #assertClean()}, and the last packet is whole: for a stream that has ended. */
  public synchronized PacketVerifier assertCleanToTheEnd() {
    assertClean();
    if (slicer.heldBytes() > 0) {
      throw new AssertionError("cut " + slicer.heldBytes() + " bytes into a packet: " + this);
    }
    return this;
  }

  /** As {@link #assertClean()}, and no packet is missing between the first and the last. */
  public synchronized PacketVerifier assertComplete() {
    assertClean();
    if (gaps() > 0 || missingOfAllPids() > 0) {
      String firstGaps = missing().stream().limit(10).toList().toString();
      throw new AssertionError(
          "incomplete, " + missingOfAllPids() + " packets missing: " + this + "\n  " + firstGaps);
    }
    return this;
  }

  @Override
  public synchronized String toString() {
    return String.format(
        "stream %s: %,d bytes, %,d packets, %s, %d trailing bytes",
        checks.streamKnown ? Integer.toString(checks.streamId) : "unknown",
        bytes,
        checks.packets,
        checks.ledger,
        slicer.heldBytes());
  }
}
