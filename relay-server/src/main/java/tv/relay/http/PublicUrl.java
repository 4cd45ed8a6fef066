package tv.relay.http;

import java.util.regex.Pattern;

/**
 * The URL under which players reach the relay, as {@code https://tv.example} or {@code
 * http://tv.example:8000/relay}. A value.
 *
 * @param text without a slash at the end
 */
public record PublicUrl(String text) {
  /** A name, IPv4 or bracketed IPv6 address with a port or without: nothing that ends a line. */
  static final Pattern AUTHORITY =
      Pattern.compile("([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(:[0-9]{1,5})?");

  /** Nothing that needs escaping, and nothing that leads elsewhere. */
  static final Pattern PREFIX = Pattern.compile("(/(?!\\.{1,2}(/|$))[A-Za-z0-9._~-]{1,64}){0,8}");

  private static final Pattern FORM =
      Pattern.compile("https?://" + AUTHORITY.pattern() + PREFIX.pattern());

  /**
   * Drops a slash at the end.
   *
   * @throws IllegalArgumentException when it is no such URL
   */
  public PublicUrl {
    text = text.strip().replaceFirst("/+$", "");
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "give http or https, host, and where needed port and path, as https://tv.example/relay");
    }
  }
}
