package tv.relay.subscription;

import java.time.Instant;

/**
 * What became of a subscription. A value; what isn't known is null.
 *
 * @param refreshedAt when it was last fetched, or found unchanged
 * @param triedAt when it was last tried
 * @param error why the last try failed, without credentials; null when it didn't
 * @param failures tries that failed since the last one that didn't
 * @param summary what the last edition brought
 * @param etag of the last edition
 * @param lastModified likewise
 */
public record Standing(
    Instant refreshedAt,
    Instant triedAt,
    String error,
    int failures,
    String summary,
    String etag,
    String lastModified) {
  static final Standing NEW = new Standing(null, null, null, 0, null, null, null);

  Standing refreshed(Instant now, String newSummary, String newEtag, String newLastModified) {
    return new Standing(now, now, null, 0, newSummary, newEtag, newLastModified);
  }

  Standing unchanged(Instant now) {
    return new Standing(now, now, null, 0, summary, etag, lastModified);
  }

  Standing failed(Instant now, String newError) {
    return new Standing(refreshedAt, now, newError, failures + 1, summary, etag, lastModified);
  }
}
