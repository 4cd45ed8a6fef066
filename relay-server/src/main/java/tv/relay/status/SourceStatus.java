package tv.relay.status;

import tv.relay.index.Seams;

/**
 * One of a channel's sources at one moment.
 *
 * @param url without anything that may be a credential
 * @param state one of idle, connecting, rehearsing, live, backoff, cooling
 * @param tries failed ones in a row, since the source last proved itself
 * @param lastError in plain words; null when nothing has gone wrong
 * @param seams how its connections were made to follow what was there before
 * @param coolingSeconds how long it is still passed over; null when it isn't
 */
public record SourceStatus(
    String url,
    String state,
    long stateSeconds,
    int tries,
    String lastError,
    Seams.Report seams,
    Long coolingSeconds) {}
