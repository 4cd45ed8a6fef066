package tv.relay.delivery;

/**
 * What was wrong with a stream before it came to the relay. No chunk of it is missing from any
 * account: what a source has not sent was never numbered. A value.
 *
 * @param gaps breaks of continuity counters that the source did not announce
 * @param reconnects how often its connection was lost and stood again
 */
public record SourceTroubles(long gaps, long reconnects) {

  /** What has come since an earlier reading; nothing when that was the later. */
  public SourceTroubles since(SourceTroubles earlier) {
    return new SourceTroubles(
        Math.max(0, gaps - earlier.gaps), Math.max(0, reconnects - earlier.reconnects));
  }
}
