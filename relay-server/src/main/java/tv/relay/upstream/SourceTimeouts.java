package tv.relay.upstream;

import java.time.Duration;

/**
 * How long a source may take.
 *
 * @param connect until the connection stands, for each address tried
 * @param stall for any single read, of the response head or of the stream
 */
public record SourceTimeouts(Duration connect, Duration stall) {}
