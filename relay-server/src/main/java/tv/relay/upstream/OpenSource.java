package tv.relay.upstream;

import java.io.InputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;

/**
 * A source whose response head was good.
 *
 * @param plain whether the body is the connection's own bytes, so that a read gives all that the
 *     socket has; one of a chunked or encrypted body ends where the chunk or the record does
 * @param contentType as the source names it; empty when it doesn't
 */
record OpenSource(
    ClassicHttpResponse response,
    SourceClient.Attempt attempt,
    InputStream body,
    boolean plain,
    String contentType)
    implements AutoCloseable {

  @Override
  public void close() {
    attempt.drop(response);
  }
}
