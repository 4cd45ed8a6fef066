package tv.relay.reserve;

/**
 * What a channel holds back from its clients, at one moment.
 *
 * @param wantedNanos what was asked for
 * @param heldNanos what there is, by the stream's own time
 * @param filling whether nothing is released until there is enough
 * @param isRingTooSmall whether there is less than wanted since the ring can hold no more
 * @param chunksPerSecond the stream's rate, by its own time; 0 while that is not known
 */
public record Reserve(
    long wantedNanos,
    long heldNanos,
    boolean filling,
    boolean isRingTooSmall,
    double chunksPerSecond) {}
