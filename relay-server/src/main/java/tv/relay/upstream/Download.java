package tv.relay.upstream;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hc.core5.http.Header;
import tv.relay.registry.SourceUrl;

/**
 * A whole document on its way over HTTP, by the rules that hold for sources: timeouts, redirects,
 * and who may see the credentials. For one thread.
 *
 * @param body reads until the end or the deadline; its failures are in words without credentials
 * @param url where it was found after all redirects
 * @param etag what to ask with whether it has changed; null when it has none
 * @param lastModified likewise
 */
public record Download(InputStream body, SourceUrl url, String etag, String lastModified)
    implements AutoCloseable {
  private static final int MAX_VALIDATOR_CHARS = 512;

  /**
   * Asks for a document. Blocks until the response head is there.
   *
   * @param source where it is, and how to ask
   * @param etag of the edition that is known; null for none
   * @param lastModified likewise
   * @param deadline how long all of it may take
   * @return null when it has not changed
   * @throws IOException saying what was wrong, in words without credentials
   */
  public static Download open(
      SourceClient client, Source source, String etag, String lastModified, Duration deadline)
      throws IOException {
    long end = System.nanoTime() + deadline.toNanos();
    Map<String, String> headers = new LinkedHashMap<>(source.headers());
    if (etag != null) {
      headers.put("If-None-Match", etag);
    }
    if (lastModified != null) {
      headers.put("If-Modified-Since", lastModified);
    }
    SourceClient.Attempt attempt = new SourceClient.Attempt();
    OpenSource open;
    try {
      open = client.open(new Source(source.url(), source.userAgent(), headers), attempt);
    } catch (UpstreamException e) {
      if (e.failure().kind() == Failure.Kind.UNCHANGED && (etag != null || lastModified != null)) {
        return null;
      }
      throw e;
    }
    return new Download(
        new Body(open, end),
        SourceUrl.parse(attempt.asked().toString()),
        validator(open, "ETag"),
        validator(open, "Last-Modified"));
  }

  @Override
  public void close() throws IOException {
    body.close();
  }

  private static String validator(OpenSource open, String name) {
    Header header = open.response().getFirstHeader(name);
    String value = header == null ? null : header.getValue();
    boolean fit =
        value != null
            && value.length() <= MAX_VALIDATOR_CHARS
            && value.chars().allMatch(c -> c >= ' ' && c < 0x7F);
    return fit ? value : null;
  }

  private static final class Body extends FilterInputStream {
    private final OpenSource open;
    private final long endNanos;

    Body(OpenSource open, long endNanos) {
      super(open.body());
      this.open = open;
      this.endNanos = endNanos;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (System.nanoTime() - endNanos > 0) {
        throw new UpstreamException(
            Failure.Kind.STALLED, "the document took too long to come; it has no end, or is slow");
      }
      try {
        return super.read(bytes, offset, length);
      } catch (IOException e) {
        Failure lost = UpstreamReader.lost(e);
        throw new UpstreamException(
            lost.kind(),
            lost.kind() == Failure.Kind.STALLED
                ? "the document stopped on its way: nothing came for the timeout"
                : "the connection ended before the document did",
            e);
      }
    }

    @Override
    public void close() {
      open.close();
    }
  }
}
