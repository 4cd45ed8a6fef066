package tv.relay.status;

import tv.relay.index.Seams;

/**
 * A channel's source at one moment.
 *
 * @param url without anything that may be a credential
 * @param connectedSeconds since the connection in use brought its first data; null without one
 * @param receivedBytes since the relay started
 * @param skippedBytes of those, what was no part of a packet and was left out
 * @param bitrateBps over the last two seconds
 * @param reconnects how often a lost upstream has come back
 * @param lastByteAgeMillis null before the first byte
 * @param lastError in plain words; null when nothing has gone wrong
 * @param seams how connections were made to follow one another since the channel exists
 */
public record UpstreamStatus(
    String url,
    Long connectedSeconds,
    long receivedBytes,
    long skippedBytes,
    long bitrateBps,
    long reconnects,
    Long lastByteAgeMillis,
    String lastError,
    Seams.Report seams) {}
