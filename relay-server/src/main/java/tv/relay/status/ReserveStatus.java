package tv.relay.status;

/**
 * What a channel holds back from its clients, so that they see nothing of a shorter cut.
 *
 * @param wantedMillis as the channel's definition asks for
 * @param heldMillis what there is, by the stream's own clock
 * @param filling whether clients wait until there is enough
 * @param ringTooSmall whether there is less than wanted since the ring holds no more
 */
public record ReserveStatus(
    long wantedMillis, long heldMillis, boolean filling, boolean ringTooSmall) {}
