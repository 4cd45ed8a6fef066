package tv.relay.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import tv.relay.http.ForwardedHeaders.Hop;

/**
 * Who a request comes from and under which URL the relay is known to it. What proxies say of that
 * is believed when it comes from a trusted address only: anybody can write headers. Any thread.
 */
final class Forwarding {
  private final PublicUrl publicUrl;
  private final List<CidrBlock> trusted;

  /**
   * Trusts those proxies.
   *
   * @param publicUrl the relay's own; null to go by what each request says
   */
  Forwarding(PublicUrl publicUrl, List<CidrBlock> trusted) {
    this.publicUrl = publicUrl;
    this.trusted = trusted;
  }

  /** Where the relay is, for URLs in an answer, without a slash at the end. */
  String baseUrl(HttpServerExchange exchange) {
    if (publicUrl != null) {
      return publicUrl.text();
    }
    Hop hop = hop(exchange);
    String scheme = "http";
    String host = exchange.getRequestHeaders().getFirst(Headers.HOST);
    String prefix = "";
    if (hop != null) {
      scheme = "https".equalsIgnoreCase(hop.proto()) ? "https" : "http";
      host = isAuthority(hop.host()) ? hop.host() : host;
      prefix = hop.prefix() == null ? "" : hop.prefix().replaceFirst("/+$", "");
      prefix = PublicUrl.PREFIX.matcher(prefix).matches() ? prefix : "";
    }
    return scheme + "://" + (isAuthority(host) ? host : own(exchange)) + prefix;
  }

  /** The client's numeric address, with its port where that is known. */
  String clientAddress(HttpServerExchange exchange) {
    Hop hop = hop(exchange);
    if (hop == null || hop.client() == null) {
      return Callers.address(exchange);
    }
    String address = hop.client().getHostAddress();
    return address.indexOf(':') >= 0 ? "[" + address + "]" : address;
  }

  /**
   * What is said by the trusted proxy that the client itself asked; null when there is none.
   *
   * <p>A proxy sets one kind of headers and passes the other kind on as the client wrote it, so
   * where both are there they must agree.
   */
  private Hop hop(HttpServerExchange exchange) {
    InetSocketAddress peer = exchange.getSourceAddress();
    if (trusted.isEmpty() || peer == null || !isTrusted(peer.getAddress())) {
      return null;
    }
    HeaderMap headers = exchange.getRequestHeaders();
    Hop standard = outermostTrusted(ForwardedHeaders.standard(headers));
    Hop customary = outermostTrusted(ForwardedHeaders.customary(headers));
    if (standard == null || customary == null) {
      return standard != null ? standard : customary;
    }
    boolean agree = customary.client() == null || customary.client().equals(standard.client());
    return agree ? standard : null;
  }

  /** From the right: each hop is believed as long as the one that it names is trusted, too. */
  private Hop outermostTrusted(List<Hop> hops) {
    Hop found = null;
    for (int i = hops.size() - 1; i >= 0; i--) {
      Hop hop = hops.get(i);
      if (hop.client() == null && found != null) {
        return found;
      }
      found = hop;
      if (hop.client() == null || !isTrusted(hop.client())) {
        return found;
      }
    }
    return found;
  }

  private boolean isTrusted(InetAddress address) {
    return address != null && trusted.stream().anyMatch(block -> block.contains(address));
  }

  private static boolean isAuthority(String host) {
    return host != null && PublicUrl.AUTHORITY.matcher(host.toLowerCase(Locale.ROOT)).matches();
  }

  private static String own(HttpServerExchange exchange) {
    InetSocketAddress own = exchange.getDestinationAddress();
    String address = own.getAddress().getHostAddress();
    return (address.indexOf(':') >= 0 ? "[" + address + "]" : address) + ":" + own.getPort();
  }
}
