package tv.relay.upstream;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import tv.relay.mpegts.PacketAligner;

/**
 * Tells from its content type and first bytes what a source sends: packets, an opaque stream, or a
 * page that is no stream at all. Providers answer 200 with an HTML page when a login has expired.
 */
final class StreamSniffer {
  /** How far to look for packets in something that claims to be, or may be, MPEG-TS. */
  static final int TS_LIMIT_BYTES = 64 * 1024;

  /** How far to look when the source names another kind of stream. */
  static final int OTHER_LIMIT_BYTES = 4 * 1024;

  /**
   * How much must have come before a content type alone says that this is no stream: enough for
   * packets to show, since a wrong type before a good stream is common.
   */
  static final int TYPE_COUNTS_BYTES = 2 * 1024;

  /** That of UTF-8, byte by byte and in lower case, as {@code start} is. */
  private static final String BYTE_ORDER_MARK = "\u00EF\u00BB\u00BF".toLowerCase(Locale.ROOT);

  private final String contentType;
  private final int limitBytes;

  StreamSniffer(String contentType) {
    this.contentType = contentType.toLowerCase(Locale.ROOT).trim();
    boolean other =
        this.contentType.startsWith("audio/")
            || this.contentType.startsWith("application/ogg")
            || this.contentType.startsWith("video/x-flv");
    this.limitBytes = other ? OTHER_LIMIT_BYTES : TS_LIMIT_BYTES;
  }

  /**
   * Decides, or asks for more by answering null.
   *
   * @param ended no more will come
   * @throws UpstreamException when this is no stream, saying what it is instead
   */
  StreamFormat decide(byte[] buffer, int length, boolean ended) throws UpstreamException {
    if (PacketAligner.looksLikePackets(buffer, length)) {
      return StreamFormat.TRANSPORT_STREAM;
    }
    refusePages(buffer, length);
    if (ended || length >= TYPE_COUNTS_BYTES) {
      refuseTypes();
    }
    if (length >= limitBytes) {
      if (saysPackets() && !isKnownContainer(buffer)) {
        throw notAStream("not the MPEG-TS that it says it is: is it encrypted or damaged?");
      }
      return StreamFormat.OPAQUE;
    }
    if (ended) {
      throw new UpstreamException(
          Failure.Kind.ENDED, "the source ended after " + length + " bytes, too few for a stream");
    }
    return null;
  }

  private void refusePages(byte[] buffer, int length) throws UpstreamException {
    String start =
        new String(buffer, 0, Math.min(length, 256), StandardCharsets.ISO_8859_1)
            .toLowerCase(Locale.ROOT);
    start = (start.startsWith(BYTE_ORDER_MARK) ? start.substring(3) : start).stripLeading();
    if (start.startsWith("<!doctype html") || start.startsWith("<html")) {
      throw aPage();
    }
    if (start.startsWith("#extm3u")) {
      throw aPlaylist();
    }
  }

  private boolean saysPackets() {
    return contentType.startsWith("video/mp2t")
        || contentType.startsWith("video/m2ts")
        || contentType.startsWith("video/vnd.dlna.mpeg-tts");
  }

  /** Whether it begins as what else is sent live: FLV, Ogg, ID3, Matroska, or frames of sound. */
  private static boolean isKnownContainer(byte[] buffer) {
    String start = new String(buffer, 0, 4, StandardCharsets.ISO_8859_1);
    boolean frames = (buffer[0] & 0xFF) == 0xFF && (buffer[1] & 0xE0) == 0xE0;
    return frames
        || start.startsWith("FLV")
        || start.startsWith("ID3")
        || start.equals("OggS")
        || start.equals("\u001AE\u00DF\u00A3");
  }

  private void refuseTypes() throws UpstreamException {
    if (contentType.startsWith("text/html")) {
      throw aPage();
    }
    if (contentType.contains("mpegurl")) {
      throw aPlaylist();
    }
    if (contentType.startsWith("text/")
        || contentType.startsWith("application/json")
        || contentType.startsWith("application/xml")
        || contentType.startsWith("image/")) {
      throw notAStream("of type " + contentType.split("[;,\\s]", 2)[0]);
    }
  }

  private static UpstreamException aPage() {
    return notAStream("an HTML page: has the login expired?");
  }

  private static UpstreamException aPlaylist() {
    return notAStream("a playlist (HLS or M3U): give the URL of the stream itself");
  }

  private static UpstreamException notAStream(String what) {
    return new UpstreamException(
        Failure.Kind.NOT_A_STREAM, "connected, but the answer was " + what);
  }
}
