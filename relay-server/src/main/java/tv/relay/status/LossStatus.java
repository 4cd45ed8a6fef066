package tv.relay.status;

import java.util.Map;

/**
 * What clients will never get: those that are there and those that have left, summed since the
 * channel went live. {@link ClientStatus} says what each component means.
 *
 * @param longestSkipChunks of one client
 * @param longestSkipMillis of one client
 * @param lagMillis of the client that is furthest behind now
 * @param maxLagMillis of the client that ever was furthest behind
 * @param departedClients how many have left
 * @param evictedClients of these, those that took no byte for too long
 * @param overtakenClients of these, those that the source overtook during a write
 */
public record LossStatus(
    long droppedChunks,
    long droppedBytes,
    long droppedMillis,
    Map<String, Long> drops,
    long skips,
    long lateSkips,
    long unfinishedCuts,
    long longestSkipChunks,
    long longestSkipMillis,
    long lagMillis,
    long maxLagMillis,
    Long lastDropSecondsAgo,
    long departedClients,
    long evictedClients,
    long overtakenClients) {}
