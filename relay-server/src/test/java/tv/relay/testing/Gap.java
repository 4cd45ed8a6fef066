package tv.relay.testing;

/**
 * Media packets that never came. A value.
 *
 * @param firstMissing sequence of the first of them
 * @param count how many
 */
public record Gap(long firstMissing, long count) {}
