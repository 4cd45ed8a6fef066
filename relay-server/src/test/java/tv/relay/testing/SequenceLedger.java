package tv.relay.testing;

import java.util.ArrayList;
import java.util.List;

/**
 * The numbers of the media packets that came, and of those that did not. Guarded by its verifier.
 */
final class SequenceLedger {

  private final List<Gap> missing = new ArrayList<>();
  private long mediaPackets;
  private long missingPackets;
  private long missingOfAllPids;
  private long firstSequence = -1;
  private long lastSequence = -1;
  private long lastIndex;
  private int psiSinceMedia;

  void psi() {
    psiSinceMedia++;
  }

  /** The first media packet at all, or the first of another stream: nothing to compare it with. */
  void start(long sequence, long index) {
    if (mediaPackets == 0) {
      firstSequence = sequence;
    }
    last(sequence, index);
  }

  /** Returns whether the packet is newer than the one before it. */
  boolean follow(long sequence, long index) {
    long skipped = sequence - lastSequence - 1;
    if (skipped >= 0) {
      missingOfAllPids += index - lastIndex - 1 - psiSinceMedia;
    }
    if (skipped > 0) {
      missing.add(new Gap(lastSequence + 1, skipped));
      missingPackets += skipped;
    }
    last(sequence, index);
    return skipped >= 0;
  }

  private void last(long sequence, long index) {
    mediaPackets++;
    lastSequence = sequence;
    lastIndex = index;
    psiSinceMedia = 0;
  }

  long mediaPackets() {
    return mediaPackets;
  }

  List<Gap> missing() {
    return List.copyOf(missing);
  }

  int gaps() {
    return missing.size();
  }

  long missingPackets() {
    return missingPackets;
  }

  long missingOfAllPids() {
    return missingOfAllPids;
  }

  long firstSequence() {
    return firstSequence;
  }

  long lastSequence() {
    return lastSequence;
  }

  @Override
  public String toString() {
    return String.format(
        "%,d media packets %d..%d, %,d missing in %,d gaps",
        mediaPackets, firstSequence, lastSequence, missingPackets, missing.size());
  }
}
