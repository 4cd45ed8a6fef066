package tv.relay.registry;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Percent-encoding of just what a URI can't hold, and its reverse, both in UTF-8. */
final class PercentEncoding {
  private static final String UNRESERVED_PUNCTUATION = "-._~";
  private static final String SUB_DELIMS = "!$&'()*+,;=";
  private static final String PATH_PUNCTUATION = UNRESERVED_PUNCTUATION + SUB_DELIMS + ":@/";
  // Brackets stay, since java.net.URI takes them there and some sources sign the query as written.
  private static final String QUERY_PUNCTUATION = PATH_PUNCTUATION + "?[]";

  private PercentEncoding() {}

  static String path(String raw) {
    return encode(raw, PATH_PUNCTUATION);
  }

  static String query(String raw) {
    return encode(raw, QUERY_PUNCTUATION);
  }

  /** The text, or nothing when its bytes are no UTF-8. A {@code %} without digits stays as is. */
  static Optional<String> decode(String encoded) {
    byte[] raw = encoded.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(raw.length);
    for (int i = 0; i < raw.length; i++) {
      if (isEscape(raw, i)) {
        decoded.write(Character.digit(raw[i + 1], 16) << 4 | Character.digit(raw[i + 2], 16));
        i += 2;
      } else {
        decoded.write(raw[i]);
      }
    }
    try {
      return Optional.of(
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(decoded.toByteArray()))
              .toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static String encode(String raw, String punctuation) {
    byte[] bytes = raw.getBytes(StandardCharsets.UTF_8);
    StringBuilder encoded = new StringBuilder(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      int b = bytes[i] & 0xFF;
      if (isLetterOrDigit(b) || punctuation.indexOf(b) >= 0 || isEscape(bytes, i)) {
        encoded.append((char) b);
      } else {
        encoded.append('%').append(hexDigit(b >> 4)).append(hexDigit(b & 0xF));
      }
    }
    return encoded.toString();
  }

  private static boolean isEscape(byte[] bytes, int i) {
    return bytes[i] == '%'
        && i + 2 < bytes.length
        && isHexDigit(bytes[i + 1])
        && isHexDigit(bytes[i + 2]);
  }

  private static boolean isHexDigit(byte b) {
    return Character.digit(b, 16) >= 0;
  }

  private static boolean isLetterOrDigit(int b) {
    return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9');
  }

  private static char hexDigit(int value) {
    return Character.toUpperCase(Character.forDigit(value, 16));
  }
}
