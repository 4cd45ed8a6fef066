package tv.relay.access;

import java.time.Instant;

/**
 * A request that was answered, or a stream that has ended. A value; its texts come from a client
 * and are hostile, but free of secrets.
 *
 * @param at when it was over
 * @param client numeric address, with its port where that is known
 * @param path without query
 * @param status 499 when the client left before it was answered
 * @param bytes of the body
 * @param seconds from the request's head to the end
 * @param userAgent empty when it didn't say
 * @param droppedMillis playing time that a stream's client lost; 0 for all else
 */
public record AccessEntry(
    Instant at,
    String client,
    String method,
    String path,
    String protocol,
    int status,
    long bytes,
    double seconds,
    String userAgent,
    long droppedMillis) {
  /** What nginx writes for a client that did not wait for its answer. */
  public static final int CLIENT_LEFT = 499;
}
