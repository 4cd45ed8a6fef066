package tv.relay.registry;

import java.net.URI;

/**
 * The {@code http} or {@code https} URL of a source. Immutable, safe on every thread, equal when
 * the texts are equal.
 *
 * <p>Providers put credentials into the user part, the path and the query alike, so {@link
 * #redacted()}, which is also {@link #toString()}, shows none of the three; {@link #original()},
 * {@link #uri()} and {@link #userInfo()} are for the reader and the store only.
 */
public final class SourceUrl {
  private final String original;
  private final URI uri;
  private final String host;
  private final int port;
  private final String userInfo;
  private final String redacted;

  SourceUrl(String original, URI uri, String host, int port, String userInfo, String redacted) {
    this.original = original;
    this.uri = uri;
    this.host = host;
    this.port = port;
    this.userInfo = userInfo;
    this.redacted = redacted;
  }

  /**
   * Reads a URL as people paste it: spaces around it are dropped, and what a URI can't hold in path
   * and query is percent-encoded rather than refused.
   *
   * @throws InvalidDefinitionException (of the field {@code url}) when it is no URL of a source
   */
  public static SourceUrl parse(String text) {
    return SourceUrlParser.parse(text);
  }

  /** What was given, with all credentials. */
  public String original() {
    return original;
  }

  /**
   * What to ask for: without user part and fragment, with a path. {@link URI#getHost()} is null for
   * hosts that Java doesn't take for a name, such as {@code my_source}; ask {@link #host()}.
   */
  public URI uri() {
    return uri;
  }

  /** The host to connect to, without the brackets of an IPv6 address. */
  public String host() {
    return host;
  }

  /** The port to connect to: the one given or else that of the scheme. */
  public int port() {
    return port;
  }

  /** {@code user:password}, decoded, as Basic authentication wants it; null when there is none. */
  public String userInfo() {
    return userInfo;
  }

  /**
   * {@code scheme://host[:port]/…}, fit for logs and lists. A URL that hides nothing is shown
   * without the {@code …}, such as {@code http://host:1/}.
   */
  public String redacted() {
    return redacted;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SourceUrl that && original.equals(that.original);
  }

  @Override
  public int hashCode() {
    return original.hashCode();
  }

  @Override
  public String toString() {
    return redacted;
  }
}
