package tv.relay.channel;

import java.time.Duration;

/**
 * What a source must not do.
 *
 * @param slowTimeout one that brings less than its stream's clock asks for, for so long, counts as
 *     lost; zero for never
 * @param pictureTimeout one whose pictures stop for so long while its sound goes on counts as lost;
 *     zero for never
 * @param returnAfter how long a better source is read beside the one in use before it takes over
 * @param allowPrivateRedirects whether a source out in the world may redirect into the relay's own
 *     network
 */
public record SourceRules(
    Duration slowTimeout,
    Duration pictureTimeout,
    Duration returnAfter,
    boolean allowPrivateRedirects) {

  public static SourceRules defaults() {
    return new SourceRules(
        Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(5), false);
  }
}
