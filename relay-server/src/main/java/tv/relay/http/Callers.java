package tv.relay.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tv.relay.registry.AdminToken;

/** Who asks, and what that entitles to. Any thread. */
final class Callers {
  private static final String BEARER = "Bearer ";
  private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

  /** Signs that a proxy passes on somebody else's request. */
  private static final List<HttpString> FORWARDED =
      List.of(
          new HttpString("Forwarded"),
          new HttpString("X-Forwarded-For"),
          new HttpString("X-Real-IP"),
          new HttpString("Via"));

  private final AdminToken token;

  Callers(AdminToken token) {
    this.token = token;
  }

  /** Whether the request carries the admin token. */
  boolean isAdmin(HttpServerExchange exchange) {
    String header = exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION);
    return header != null
        && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
        && token.matches(header.substring(BEARER.length()).trim());
  }

  /**
   * Whether somebody on this machine asks in person: over loopback, by a loopback name (a web page
   * from elsewhere that resolves its own name to 127.0.0.1 does not), and not through a proxy.
   */
  static boolean isLocal(HttpServerExchange exchange) {
    InetSocketAddress peer = exchange.getSourceAddress();
    InetAddress address = peer == null ? null : peer.getAddress();
    HeaderMap headers = exchange.getRequestHeaders();
    return address != null
        && address.isLoopbackAddress()
        && LOOPBACK_NAMES.contains(hostName(headers.getFirst(Headers.HOST)))
        && FORWARDED.stream().noneMatch(headers::contains);
  }

  private static String hostName(String host) {
    if (host == null) {
      return "";
    }
    int port = host.lastIndexOf(':');
    boolean hasPort = port > host.lastIndexOf(']');
    return (hasPort ? host.substring(0, port) : host).toLowerCase(Locale.ROOT);
  }

  /** The numeric address and port of who is connected, be it a proxy. */
  static String address(HttpServerExchange exchange) {
    InetSocketAddress peer = exchange.getSourceAddress();
    if (peer == null || peer.getAddress() == null) {
      return "unknown";
    }
    String host = peer.getAddress().getHostAddress();
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + peer.getPort();
  }
}
