package tv.relay.status;

/**
 * A ring at one moment.
 *
 * @param headSequence number that the next chunk will get
 * @param heldMillis how much of the stream is held
 */
public record RingStatus(long capacityBytes, long headSequence, long heldMillis) {}
