package tv.relay.play;

import java.time.Instant;

/**
 * A play account as it may be shown.
 *
 * @param connections streams that it has now
 */
public record PlayAccountView(String user, int maxConnections, int connections, Instant created) {}
