package tv.relay.upstream;

import java.util.List;
import tv.relay.mpegts.ProgramMap;

/**
 * What a source sends.
 *
 * @param url without credentials
 * @param contentType as the source names it; empty when it doesn't
 * @param firstByteMillis from asking to the first byte of the stream
 * @param format packets, or something else
 * @param packetDistanceBytes from the beginning of one packet to that of the next: 188, or 192 or
 *     204 where something lies between them; 0 without packets
 * @param programs those whose PMT came by, in the order of the PAT; empty for an opaque stream
 * @param receivedBytes while it was looked at
 * @param skippedBytes of those, what was no part of a packet
 * @param bitrateBps by the stream's own clock where it has one, else as it came
 * @param randomAccessMillis mean distance of the points where decoding can start, marked or not, by
 *     their time stamps; null when fewer than two came by
 * @param continuityErrors breaks of continuity counters that the source did not announce
 * @param scrambled whether the video, or else the sound, is scrambled; each unit of it then counts
 *     as a point to start at
 */
public record ProbeReport(
    String url,
    String contentType,
    long firstByteMillis,
    StreamFormat format,
    int packetDistanceBytes,
    List<ProgramMap> programs,
    long receivedBytes,
    long skippedBytes,
    long bitrateBps,
    Long randomAccessMillis,
    long continuityErrors,
    boolean scrambled) {}
