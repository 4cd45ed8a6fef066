package tv.relay.status;

/**
 * A ring at one moment.
 *
 * @param headSequence number of the next chunk that clients will get: the next one to come, or the
 *     next to be released where there is a reserve
 * @param heldMillis how much of the stream is held
 * @param reserve what is held back from clients; null without a reserve
 */
public record RingStatus(
    long capacityBytes, long headSequence, long heldMillis, ReserveStatus reserve) {}
