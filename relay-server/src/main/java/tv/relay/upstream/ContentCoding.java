package tv.relay.upstream;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;

/**
 * Undoes what nobody asked for: some servers compress whatever they send (RFC 9110, 8.4.1). Memory
 * stays the same however much a few bytes unfold to, since it goes through one buffer.
 */
final class ContentCoding {
  private static final int BUFFER_BYTES = 8 * 1024;

  private ContentCoding() {}

  /**
   * The body as it was meant.
   *
   * @throws UpstreamException when it is coded in a way that is not known here
   * @throws IOException when it is not what its header says
   */
  static InputStream decoded(HttpResponse response, InputStream body) throws IOException {
    Header header = response.getFirstHeader("Content-Encoding");
    String coding =
        header == null || header.getValue() == null
            ? "identity"
            : header.getValue().trim().toLowerCase(Locale.ROOT);
    return switch (coding) {
      case "", "identity", "none" -> body;
      case "gzip", "x-gzip" -> new GZIPInputStream(body, BUFFER_BYTES);
      default ->
          throw new UpstreamException(
              Failure.Kind.NOT_A_STREAM,
              "connected, but the answer is compressed in a way that was not asked for, and is not"
                  + " gzip");
    };
  }
}
