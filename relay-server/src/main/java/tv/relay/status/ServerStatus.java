package tv.relay.status;

import java.util.List;

/**
 * The whole relay at one moment. Component names are the names in the JSON of {@code /status}.
 *
 * @param state {@code serving}, or {@code draining}: no new clients, and the end comes
 * @param drainSecondsLeft how much longer clients may stay; null unless draining
 * @param clients attached to any channel
 * @param accounts those that are registered, and others in use that have a limit
 */
public record ServerStatus(
    String version,
    long uptimeSeconds,
    String state,
    Long drainSecondsLeft,
    int clients,
    List<AccountStatus> accounts,
    List<ChannelStatus> channels) {}
