package tv.relay.account;

import tv.relay.registry.SourceUrl;

/**
 * A source that a connection is wanted to, as far as it matters for whose account it counts.
 *
 * @param account the registered account that its channel names; null when it names none
 */
public record Target(String account, SourceUrl url) {}
