package tv.relay.http;

import io.undertow.server.HttpServerExchange;
import tv.relay.registry.ChannelDefinition;

/**
 * Reads channel ids off the raw path: nothing is decoded, so that nothing can be smuggled in by
 * escaping.
 */
final class Paths {
  private Paths() {}

  /** What follows the prefix, if it is a channel id; else null. */
  static String idAfter(HttpServerExchange exchange, String prefix) {
    String path = exchange.getRequestPath();
    String id = path.length() > prefix.length() ? path.substring(prefix.length()) : "";
    return ChannelDefinition.isId(id) ? id : null;
  }
}
