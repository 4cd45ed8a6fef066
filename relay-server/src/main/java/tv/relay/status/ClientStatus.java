package tv.relay.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;

/**
 * A client at one moment: headSequence - joinSequence = sentChunks + droppedChunks + lagChunks,
 * exactly.
 *
 * <p>What the source itself left out is in none of these: it never had a number. It is counted
 * apart, as {@code sourceGaps}, and every client of the channel has it.
 *
 * @param channel only where clients of several channels stand together
 * @param drops dropped chunks by cause: lag, lapped, or join, which is no loss
 * @param skips how often it was moved past what it had not read
 * @param lateSkips of these, those before which it had taken all that it was offered: the relay was
 *     too late
 * @param unfinishedCuts how often the rest of a picture could not be kept for it
 * @param lastDropSecondsAgo since the last skip began; null without one
 * @param sourceGaps breaks of the source's continuity counters since it joined
 * @param sourceReconnects how often the source's connection was lost and stood again since
 */
public record ClientStatus(
    String id,
    @JsonInclude(JsonInclude.Include.NON_NULL) String channel,
    String address,
    String userAgent,
    long connectedSeconds,
    long joinSequence,
    long sentBytes,
    long sentChunks,
    long droppedChunks,
    long droppedBytes,
    long droppedMillis,
    Map<String, Long> drops,
    long skips,
    long lateSkips,
    long unfinishedCuts,
    long longestSkipChunks,
    long longestSkipMillis,
    long lagChunks,
    long lagBytes,
    long lagMillis,
    long maxLagMillis,
    Long lastDropSecondsAgo,
    long sourceGaps,
    long sourceReconnects) {}
