package tv.relay.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;

/**
 * A client at one moment: headSequence - joinSequence = sentChunks + droppedChunks + lagChunks,
 * exactly.
 *
 * @param channel only where clients of several channels stand together
 * @param drops dropped chunks by cause
 * @param skips how often it was moved past what it had not read
 * @param lastDropSecondsAgo null when nothing was dropped
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
    long lagChunks,
    long lagBytes,
    long lagMillis,
    long maxLagMillis,
    Long lastDropSecondsAgo) {}
