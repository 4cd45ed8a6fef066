package tv.relay.http;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file of the page. A value.
 *
 * @param tag changes when the content does; weak, since it stands for the packed form too
 */
record PageFile(String type, String tag, Packed body) {

  PageFile(String type, byte[] content) {
    this(type, tagOf(content), new Packed(content));
  }

  private static String tagOf(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return "W/\"" + HexFormat.of().formatHex(digest, 0, 12) + "\"";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
