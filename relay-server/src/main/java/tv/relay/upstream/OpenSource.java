package tv.relay.upstream;

import java.io.InputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;

/**
 * A source whose response head was good.
 *
 * @param contentType as the source names it; empty when it doesn't
 */
record OpenSource(
    ClassicHttpResponse response,
    SourceClient.Attempt attempt,
    InputStream body,
    String contentType)
    implements AutoCloseable {

  @Override
  public void close() {
    attempt.drop(response);
  }
}
