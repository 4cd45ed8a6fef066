package tv.relay.registry;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Takes a URL apart by hand: {@link URI} refuses much of what providers hand out and players take.
 * No message quotes the text, and no exception of {@link URI} is kept as a cause, since it quotes
 * it too.
 */
final class SourceUrlParser {
  /** Stands for what is hidden in a redacted URL. */
  static final char HIDDEN = '…';

  private static final int MAX_CHARS = 4096;
  private static final int MAX_HOST_CHARS = 253;
  private static final int MAX_PORT = 65_535;
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+");
  private static final Pattern IPV6 = Pattern.compile("\\[[0-9A-Fa-f:.]+(%[A-Za-z0-9._~-]+)?]");
  private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");

  /** Named in the message; any other word before a colon may be a user's name. */
  private static final Set<String> KNOWN_SCHEMES =
      Set.of(
          "acestream",
          "file",
          "ftp",
          "mms",
          "mmsh",
          "mmst",
          "rtmp",
          "rtmps",
          "rtp",
          "rtsp",
          "rtsps",
          "sftp",
          "srt",
          "tcp",
          "udp");

  private SourceUrlParser() {}

  static SourceUrl parse(String text) {
    String original = checkedText(text);
    String scheme = scheme(original);
    String rest = original.substring(scheme.length() + "://".length());
    int fragmentAt = rest.indexOf('#');
    if (fragmentAt >= 0) {
      rest = rest.substring(0, fragmentAt);
    }
    int queryAt = rest.indexOf('?');
    String query = queryAt < 0 ? null : rest.substring(queryAt + 1);
    String beforeQuery = queryAt < 0 ? rest : rest.substring(0, queryAt);
    int pathAt = beforeQuery.indexOf('/');
    String path = pathAt < 0 ? "" : beforeQuery.substring(pathAt);
    Authority authority = authority(pathAt < 0 ? beforeQuery : beforeQuery.substring(0, pathAt));

    String root = scheme + "://" + authority.hostAndPort();
    boolean hides =
        authority.userInfo() != null || path.length() > 1 || (query != null && !query.isEmpty());
    return new SourceUrl(
        original,
        uri(root, path, query),
        authority.host().startsWith("[")
            ? authority.host().substring(1, authority.host().length() - 1)
            : authority.host(),
        authority.port() > 0 ? authority.port() : (scheme.equals("http") ? 80 : 443),
        authority.userInfo(),
        root + (hides ? "/" + HIDDEN : path + (query == null ? "" : "?")));
  }

  private static String checkedText(String text) {
    if (text == null || text.isBlank()) {
      throw invalid("is empty; give the URL of a source, http:// or https://");
    }
    TextRules.requireOneLine("url", text);
    String stripped = text.strip();
    if (stripped.length() > MAX_CHARS) {
      throw invalid(
          "is " + stripped.length() + " characters long; at most " + MAX_CHARS + " are taken");
    }
    if (stripped.indexOf(HIDDEN) >= 0) {
      throw invalid(
          "is a URL as the relay shows it, with "
              + HIDDEN
              + " for what it hides; send the source's whole URL, or change the other fields with"
              + " PATCH and leave urls out");
    }
    return stripped;
  }

  private static String scheme(String text) {
    int colon = text.indexOf(':');
    String scheme = colon < 0 ? "" : text.substring(0, colon).toLowerCase(Locale.ROOT);
    if (scheme.equals("http") || scheme.equals("https")) {
      if (text.startsWith("//", colon + 1)) {
        return scheme;
      }
    } else if (KNOWN_SCHEMES.contains(scheme)) {
      throw invalid(
          "has the scheme " + scheme + ", which the relay can't read; use http:// or https://");
    }
    throw invalid("must start with http:// or https://");
  }

  /** The part between the slashes; the host with its brackets, port 0 for none. */
  private record Authority(String userInfo, String host, int port) {
    String hostAndPort() {
      return port > 0 ? host + ":" + port : host;
    }
  }

  private static Authority authority(String text) {
    if (text.indexOf(' ') >= 0 || text.indexOf('\\') >= 0) {
      throw invalid("has a space or backslash before its path; remove it or percent-encode it");
    }
    // The last one, as browsers have it: passwords hold '@' more often than hosts do.
    int at = text.lastIndexOf('@');
    String userInfo = at < 0 ? null : userInfo(text.substring(0, at));
    String hostAndPort = text.substring(at + 1);
    int afterBrackets = hostAndPort.startsWith("[") ? Math.max(0, hostAndPort.indexOf(']')) : 0;
    int colon = hostAndPort.indexOf(':', afterBrackets);
    String host = host(colon < 0 ? hostAndPort : hostAndPort.substring(0, colon));
    int port = colon < 0 ? 0 : port(hostAndPort.substring(colon + 1));
    return new Authority(userInfo, host, port);
  }

  private static String userInfo(String raw) {
    if (raw.isEmpty()) {
      return null;
    }
    String decoded =
        PercentEncoding.decode(raw)
            .orElseThrow(
                () -> invalid("has a user part that is not percent-encoded UTF-8; encode it so"));
    TextRules.requireOneLine("url", decoded);
    return decoded.indexOf(':') < 0 ? decoded + ":" : decoded;
  }

  private static String host(String text) {
    if (text.isEmpty()) {
      throw invalid("has no host; give http://HOST/… or https://HOST/…");
    }
    if (text.startsWith("[")) {
      if (IPV6.matcher(text).matches()) {
        return text;
      }
      throw invalid("has no valid IPv6 address between the brackets");
    }
    String ascii = text;
    if (!text.chars().allMatch(c -> c < 0x80)) {
      try {
        ascii = IDN.toASCII(text);
      } catch (IllegalArgumentException e) {
        ascii = "";
      }
    }
    if (!HOST.matcher(ascii).matches() || ascii.length() > MAX_HOST_CHARS) {
      throw invalid(
          "has no valid host; percent-encode '/', '?', '#' and '@' where they belong to user or"
              + " password");
    }
    return ascii;
  }

  private static int port(String text) {
    if (text.isEmpty()) {
      return 0;
    }
    int port = PORT.matcher(text).matches() ? Integer.parseInt(text) : 0;
    if (port < 1 || port > MAX_PORT) {
      throw invalid(
          "has a port that is not a number from 1 to "
              + MAX_PORT
              + "; percent-encode '/', '?', '#' and '@' where they belong to user or password");
    }
    return port;
  }

  private static URI uri(String root, String path, String query) {
    String text =
        root
            + (path.isEmpty() ? "/" : PercentEncoding.path(path))
            + (query == null ? "" : "?" + PercentEncoding.query(query));
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      // Path and query are encoded, so what is left is the host.
      throw invalid("has a host that is neither a name nor an address; correct it");
    }
  }

  private static InvalidDefinitionException invalid(String problem) {
    return new InvalidDefinitionException("url", problem);
  }
}
