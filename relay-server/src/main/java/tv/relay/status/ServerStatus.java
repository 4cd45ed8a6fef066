package tv.relay.status;

import java.util.List;

/**
 * The whole relay at one moment. Component names are the names in the JSON of {@code /status}.
 *
 * @param clients attached to any channel
 * @param accounts those that are registered, and others in use that have a limit
 */
public record ServerStatus(
    String version,
    long uptimeSeconds,
    int clients,
    List<AccountStatus> accounts,
    List<ChannelStatus> channels) {}
