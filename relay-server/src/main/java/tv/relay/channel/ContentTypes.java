package tv.relay.channel;

import java.util.regex.Pattern;
import tv.relay.upstream.StreamFormat;

/** What a stream is called towards clients. */
final class ContentTypes {
  static final String MPEG_TS = "video/mp2t";
  private static final String UNKNOWN = "application/octet-stream";

  /** A media type with parameters, without anything that could end a header line. */
  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9!#$&^_.+-]+/[\\x20-\\x7e]{1,120}");

  private ContentTypes() {}

  static String forClients(StreamFormat format, String sourceType) {
    if (format == StreamFormat.TRANSPORT_STREAM) {
      return MPEG_TS;
    }
    return SAFE.matcher(sourceType).matches() ? sourceType : UNKNOWN;
  }
}
