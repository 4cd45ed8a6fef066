package tv.relay.status;

/**
 * One of a channel's sources at one moment.
 *
 * @param url without anything that may be a credential
 * @param state one of idle, connecting, live, backoff, cooling
 * @param tries failed ones in a row, since the source last proved itself
 * @param lastError in plain words; null when nothing has gone wrong
 * @param coolingSeconds how long it is still passed over; null when it isn't
 */
public record SourceStatus(
    String url,
    String state,
    long stateSeconds,
    int tries,
    String lastError,
    Long coolingSeconds) {}
