package tv.relay.upstream;

import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http.message.BasicLineParser;
import org.apache.hc.core5.http.message.StatusLine;
import org.apache.hc.core5.util.CharArrayBuffer;

/**
 * Reads response heads as media servers really send them: SHOUTcast's {@code ICY 200 OK} is taken
 * for HTTP/1.0, and a header line that is none is passed over instead of failing the response.
 */
final class TolerantLineParser extends BasicLineParser {
  private static final String ICY = "ICY ";
  private static final Header PASSED_OVER = new BasicHeader("X-Malformed", "");

  @Override
  public StatusLine parseStatusLine(CharArrayBuffer line) throws ParseException {
    if (line.length() > ICY.length() && line.substring(0, ICY.length()).equals(ICY)) {
      CharArrayBuffer http = new CharArrayBuffer(line.length() + 8);
      http.append("HTTP/1.0 ");
      http.append(line.substringTrimmed(ICY.length(), line.length()));
      return super.parseStatusLine(http);
    }
    return super.parseStatusLine(line);
  }

  @Override
  public Header parseHeader(CharArrayBuffer line) {
    try {
      return super.parseHeader(line);
    } catch (ParseException e) {
      return PASSED_OVER;
    }
  }
}
