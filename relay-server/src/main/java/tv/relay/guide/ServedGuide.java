package tv.relay.guide;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A merged guide, ready to be served. A value; its files stay as they are until they are replaced,
 * and who has them open keeps what was open.
 *
 * @param plain the document
 * @param packed the same with gzip
 * @param etag changes with the content, without quotes
 * @param lastModified when the content changed last, in whole seconds
 */
public record ServedGuide(
    Path plain, Path packed, String etag, Instant lastModified, int channels, int programmes) {}
