package tv.relay.upstream;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;

/**
 * A source whose response head was good.
 *
 * @param contentType as the source names it; empty when it doesn't
 */
record OpenSource(ClassicHttpResponse response, InputStream body, String contentType)
    implements AutoCloseable {

  @Override
  public void close() {
    try {
      response.close();
    } catch (IOException e) {
      // Nothing is expected of the connection any more.
    }
  }
}
