package tv.relay.channel;

import java.time.Duration;

/**
 * How every channel lives.
 *
 * @param ringBytes size of a live channel's ring; rounded down to whole packets
 * @param linger how long an upstream stays up after its last subscriber
 * @param startTimeout how long a client waits for the first byte before it is refused
 * @param connectTimeout how long connecting to a source may take
 * @param stallTimeout a read that brings nothing for so long counts as a lost upstream
 * @param giveUpAfter how long clients are held while no source brings anything
 * @param triesPerSource how often a source is asked in a row before the next of the list
 * @param returnToPrimary whether a reconnect begins with the first source that is not cooling down,
 *     rather than with the one last used
 * @param reserveWait how long clients wait at the most until a channel's reserve is there
 * @param rules what a source must not do
 */
public record ChannelOptions(
    int ringBytes,
    Duration linger,
    Duration startTimeout,
    Duration connectTimeout,
    Duration stallTimeout,
    Duration giveUpAfter,
    int triesPerSource,
    boolean returnToPrimary,
    Duration reserveWait,
    SourceRules rules) {

  public static ChannelOptions defaults() {
    return new ChannelOptions(
        8 * 1024 * 1024,
        Duration.ofSeconds(10),
        Duration.ofSeconds(15),
        Duration.ofSeconds(10),
        Duration.ofSeconds(10),
        Duration.ofSeconds(60),
        3,
        false,
        Duration.ofSeconds(6),
        SourceRules.defaults());
  }
}
