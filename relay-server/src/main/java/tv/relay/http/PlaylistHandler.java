package tv.relay.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import tv.relay.registry.ChannelDefinition;
import tv.relay.registry.Registry;

/** {@code /playlist.m3u}: all channels, with URLs by the name that the client asked by. */
final class PlaylistHandler implements HttpHandler {
  static final String PATH = "/playlist.m3u";

  /** A name, IPv4 or bracketed IPv6 address with a port or without: nothing that ends a line. */
  private static final Pattern HOST =
      Pattern.compile("([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(:[0-9]{1,5})?");

  private final Registry registry;

  PlaylistHandler(Registry registry) {
    this.registry = registry;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    exchange.getResponseHeaders().put(Answers.ALLOW_ORIGIN, "*");
    if (!exchange.getRequestMethod().equals(Methods.GET)
        && !exchange.getRequestMethod().equals(Methods.HEAD)) {
      Answers.methodNotAllowed(exchange, "GET, HEAD");
      return;
    }
    String base = "http://" + host(exchange) + LiveHandler.PREFIX;
    StringBuilder list = new StringBuilder("#EXTM3U\n");
    registry.all().forEach(channel -> append(list, channel, base));
    Answers.send(
        exchange, 200, "audio/x-mpegurl", list.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String host(HttpServerExchange exchange) {
    String host = exchange.getRequestHeaders().getFirst(Headers.HOST);
    if (host != null && HOST.matcher(host).matches()) {
      return host;
    }
    InetSocketAddress own = exchange.getDestinationAddress();
    String address = own.getAddress().getHostAddress();
    return (address.indexOf(':') >= 0 ? "[" + address + "]" : address) + ":" + own.getPort();
  }

  private static void append(StringBuilder list, ChannelDefinition channel, String base) {
    String title = channel.title() != null ? channel.title() : channel.id();
    list.append("#EXTINF:-1");
    attribute(list, "tvg-id", channel.tvgId() != null ? channel.tvgId() : channel.id());
    attribute(list, "tvg-name", title);
    if (channel.number() != null) {
      attribute(list, "tvg-chno", channel.number().toString());
    }
    attribute(list, "tvg-logo", channel.logo());
    attribute(list, "group-title", channel.group());
    list.append(',').append(clean(title)).append('\n');
    list.append(base).append(channel.id()).append(".ts\n");
  }

  private static void attribute(StringBuilder list, String name, String value) {
    if (value != null) {
      list.append(' ').append(name).append("=\"").append(clean(value)).append('"');
    }
  }

  /** Texts come from anywhere: what could end an attribute or a line is replaced. */
  private static String clean(String text) {
    StringBuilder cleaned = new StringBuilder(text.length());
    text.codePoints()
        .filter(c -> !Character.isISOControl(c) && c != 0x2028 && c != 0x2029)
        .forEach(c -> cleaned.appendCodePoint(c == '"' ? '\'' : c));
    return cleaned.toString();
  }
}
