package tv.relay.status;

import tv.relay.index.Seams;

/**
 * One of a channel's sources at one moment.
 *
 * @param url without anything that may be a credential
 * @param account name of the registered account that its connections count for, or else its host;
 *     null when the channel is just being changed
 * @param state one of idle, connecting, rehearsing, live, backoff, cooling
 * @param tries failed ones in a row, since the source last proved itself
 * @param lastError in plain words; null when nothing has gone wrong
 * @param seams how its connections were made to follow what was there before
 * @param coolingSeconds how long it is still passed over; null when it isn't
 */
public record SourceStatus(
    String url,
    String account,
    String state,
    long stateSeconds,
    int tries,
    String lastError,
    Seams.Report seams,
    Long coolingSeconds) {}
