package tv.relay.guide;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Bounds what an XML parser has to hold, in bytes and before it does: the whole document, what lies
 * between one tag's beginning and the next, and what the parser takes before it comes to something,
 * be it a name, a value, a comment or a text. Refuses declarations of entities. For one thread.
 */
final class BoundedTags extends FilterInputStream {
  static final int MAX_TAG_BYTES = 256 * 1024;

  /** What parsers read ahead is of what comes next. */
  private static final int READ_AHEAD_BYTES = 64 * 1024;

  private static final byte[] ENTITY = "<!ENTITY".getBytes(StandardCharsets.US_ASCII);

  private final long maxBytes;
  private long bytes;
  private int sinceTag;
  private long passedAt = -1;
  private int matched;

  BoundedTags(InputStream in, long maxBytes) {
    super(in);
    this.maxBytes = maxBytes;
  }

  /**
   * The parser has come to something, and holds nothing of what was before. Once this has been
   * said, the tags in the bytes count no more: in a comment and the like they are none, and which
   * bytes are one depends on the encoding.
   */
  void passed() {
    passedAt = bytes;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    bytes += Math.max(0, read);
    if (bytes > maxBytes) {
      throw new GuideException(
          "the guide is longer than " + (maxBytes >> 20) + " MB, the most that is read");
    }
    if (passedAt >= 0 && bytes - passedAt > MAX_TAG_BYTES + READ_AHEAD_BYTES) {
      throw endless();
    }
    for (int i = offset; i < offset + read; i++) {
      check(buffer[i]);
    }
    return read;
  }

  private void check(byte b) throws GuideException {
    if (b == '<') {
      sinceTag = 0;
      matched = 1;
      return;
    }
    if (++sinceTag > MAX_TAG_BYTES) {
      throw endless();
    }
    matched = matched > 0 && b == ENTITY[matched] ? matched + 1 : 0;
    if (matched == ENTITY.length) {
      throw new GuideException(
          "the guide declares entities (<!ENTITY), which none needs and attacks use");
    }
  }

  private static GuideException endless() {
    return new GuideException(
        "the guide has a tag, text or comment of more than 256 KB without an end; it is damaged, or"
            + " no guide");
  }
}
