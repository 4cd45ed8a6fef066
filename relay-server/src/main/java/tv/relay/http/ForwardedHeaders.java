package tv.relay.http;

import io.undertow.util.HeaderMap;
import io.undertow.util.HttpString;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What proxies say of a request, one hop each, the nearest last: {@code Forwarded} (RFC 7239) or
 * {@code X-Forwarded-*}. Whether a hop is to be believed is for the reader to know. Any thread.
 */
final class ForwardedHeaders {
  private static final HttpString FORWARDED = new HttpString("Forwarded");
  private static final HttpString FOR = new HttpString("X-Forwarded-For");
  private static final HttpString REAL_IP = new HttpString("X-Real-IP");
  private static final HttpString PROTO = new HttpString("X-Forwarded-Proto");
  private static final HttpString HOST = new HttpString("X-Forwarded-Host");
  private static final HttpString PREFIX = new HttpString("X-Forwarded-Prefix");

  /** Longer chains are somebody's joke. */
  private static final int MAX_HOPS = 20;

  private static final Pattern PARAMETER =
      Pattern.compile("\\s*([A-Za-z]+)=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^;,\\s\"]*))\\s*([;,]|$)");
  private static final Pattern NODE =
      Pattern.compile(
          "(?:\\[([0-9A-Fa-f:.]+)]|([0-9.]+)|([0-9A-Fa-f:]*::?[0-9A-Fa-f:.]*))(:\\d+)?");

  /**
   * What one proxy says.
   *
   * @param client who asked it; null when it doesn't say, or not by address
   * @param proto null when it doesn't say, as are the following
   */
  record Hop(InetAddress client, String proto, String host, String prefix) {}

  private ForwardedHeaders() {}

  /** By {@code Forwarded}; empty when there is none. */
  static List<Hop> standard(HeaderMap headers) {
    List<Hop> hops = new ArrayList<>();
    String all = joined(headers, FORWARDED);
    Matcher parameter = PARAMETER.matcher(all);
    String client = null;
    String proto = null;
    String host = null;
    int at = 0;
    while (at < all.length() && parameter.region(at, all.length()).lookingAt()) {
      String value =
          parameter.group(2) != null
              ? parameter.group(2).replaceAll("\\\\(.)", "$1")
              : parameter.group(3);
      switch (parameter.group(1).toLowerCase(Locale.ROOT)) {
        case "for" -> client = value;
        case "proto" -> proto = value;
        case "host" -> host = value;
        default -> {
          // by, and what is to come.
        }
      }
      if (!parameter.group(4).equals(";")) {
        hops.add(new Hop(node(client), proto, host, null));
        client = null;
        proto = null;
        host = null;
      }
      at = parameter.end();
    }
    return nearest(hops);
  }

  /** By {@code X-Forwarded-*}; empty when there are none. */
  static List<Hop> customary(HeaderMap headers) {
    List<String> clients = values(headers, headers.contains(FOR) ? FOR : REAL_IP);
    List<String> protos = values(headers, PROTO);
    List<String> hosts = values(headers, HOST);
    List<String> prefixes = values(headers, PREFIX);
    int count =
        Math.max(clients.size(), hosts.isEmpty() && protos.isEmpty() && prefixes.isEmpty() ? 0 : 1);
    List<Hop> hops = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int fromRight = count - 1 - i;
      hops.add(
          new Hop(
              clients.isEmpty() ? null : node(clients.get(i)),
              fromRight(protos, fromRight),
              fromRight(hosts, fromRight),
              fromRight(prefixes, fromRight)));
    }
    return nearest(hops);
  }

  /** Many proxies keep one value only of these, whatever the length of the chain. */
  private static String fromRight(List<String> values, int index) {
    return values.isEmpty() ? null : values.get(Math.max(0, values.size() - 1 - index));
  }

  private static List<Hop> nearest(List<Hop> hops) {
    return hops.subList(Math.max(0, hops.size() - MAX_HOPS), hops.size());
  }

  private static List<String> values(HeaderMap headers, HttpString name) {
    List<String> values = new ArrayList<>();
    for (String value : joined(headers, name).split(",", -1)) {
      if (!value.isBlank()) {
        values.add(value.strip());
      }
    }
    return values;
  }

  private static String joined(HeaderMap headers, HttpString name) {
    var all = headers.get(name);
    return all == null ? "" : String.join(",", all);
  }

  private static InetAddress node(String text) {
    if (text == null) {
      return null;
    }
    Matcher node = NODE.matcher(text);
    if (!node.matches()) {
      return null;
    }
    String bracketed = node.group(1);
    // Without brackets a port can't be told from the address' end.
    boolean bare = bracketed == null && node.group(2) == null;
    return CidrBlock.address(bracketed != null ? bracketed : bare ? text : node.group(2));
  }
}
