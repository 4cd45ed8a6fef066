package tv.relay.registry;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Who a provider takes us for at one of its sources: the host, and user and password as they stand
 * in the URL. Sources with the same login use the same account. A value; {@link #toString()} shows
 * the host only.
 *
 * <p>Providers have three places for user and password, and hand out URLs of all three kinds for
 * one account: before the host, in the query as {@code username} and {@code password}, and as the
 * two parts of the path before the number of the stream ({@code /live/USER/PASSWORD/1.ts}), which
 * players know as Xtream codes.
 */
public final class Login {
  private static final Pattern STREAM = Pattern.compile("[0-9]+(\\.[A-Za-z0-9]{1,5})?");

  private final String host;

  /** Null where the URL has none. */
  private final List<String> credentials;

  private Login(String host, List<String> credentials) {
    this.host = host;
    this.credentials = credentials;
  }

  /** The login of a source. */
  public static Login of(SourceUrl url) {
    String host = url.host().toLowerCase(Locale.ROOT);
    String bare = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    return new Login(bare, credentials(url));
  }

  private static List<String> credentials(SourceUrl url) {
    if (url.userInfo() != null) {
      int colon = url.userInfo().indexOf(':');
      return List.of(url.userInfo().substring(0, colon), url.userInfo().substring(colon + 1));
    }
    List<String> inQuery = inQuery(url.uri().getRawQuery());
    return inQuery != null ? inQuery : inPath(url.uri().getRawPath());
  }

  private static List<String> inQuery(String query) {
    if (query == null) {
      return null;
    }
    Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        values.putIfAbsent(pair.substring(0, equals), decoded(pair.substring(equals + 1)));
      }
    }
    String user = values.get("username");
    String password = values.get("password");
    return user == null || password == null ? null : List.of(user, password);
  }

  private static List<String> inPath(String path) {
    String[] parts = path.split("/", -1);
    int last = parts.length - 1;
    // The first part is empty, since a path begins with its slash.
    if (last < 3 || !STREAM.matcher(parts[last]).matches()) {
      return null;
    }
    return List.of(decoded(parts[last - 2]), decoded(parts[last - 1]));
  }

  private static String decoded(String text) {
    return PercentEncoding.decode(text).orElse(text);
  }

  /** Lower case. */
  public String host() {
    return host;
  }

  /** Whether the URL said who asks. */
  public boolean hasCredentials() {
    return credentials != null;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Login that
        && host.equals(that.host)
        && (credentials == null ? that.credentials == null : credentials.equals(that.credentials));
  }

  @Override
  public int hashCode() {
    return host.hashCode() * 31 + (credentials == null ? 0 : credentials.hashCode());
  }

  @Override
  public String toString() {
    return host;
  }
}
