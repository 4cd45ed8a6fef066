package tv.relay.lists;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import tv.relay.registry.SourceUrl;

/**
 * What an entry is recognised by in a newer edition of its list: addresses change with every
 * password and ids are often missing, so it is three things, of which some may differ. A value.
 *
 * @param tvgId its id in a guide, empty when it has none
 * @param name its name
 * @param tail a digest of the last part of its address' path, where providers number their streams
 */
record EntryKey(String tvgId, String name, String tail) {
  private static final char SEPARATOR = '|';

  static EntryKey of(String tvgId, String name, SourceUrl url) {
    String path = Objects.requireNonNullElse(url.uri().getRawPath(), "");
    return new EntryKey(
        tvgId == null ? "" : tvgId.replace(SEPARATOR, '/'),
        name,
        digest(path.substring(path.lastIndexOf('/') + 1)));
  }

  /** Reads what {@link #toString()} wrote, and makes the best of anything else. */
  static EntryKey parse(String text) {
    int first = text.indexOf(SEPARATOR);
    int last = text.lastIndexOf(SEPARATOR);
    return first == last
        ? new EntryKey("", text, "")
        : new EntryKey(
            text.substring(0, first), text.substring(first + 1, last), text.substring(last + 1));
  }

  /** Few bits of a digest, since the last part of a path may be a password. */
  static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(Arrays.copyOf(hash, 3));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return tvgId + SEPARATOR + name + SEPARATOR + tail;
  }
}
