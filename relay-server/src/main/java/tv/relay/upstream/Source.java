package tv.relay.upstream;

import java.util.Map;
import tv.relay.registry.SourceUrl;

/**
 * One place to get a channel from, and how to ask for it.
 *
 * @param userAgent null for the relay's own
 * @param headers further request headers
 */
public record Source(SourceUrl url, String userAgent, Map<String, String> headers) {}
