package tv.relay.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import tv.relay.registry.ChannelJson;

/**
 * Refuses what is longer than any request of its kind, and names the limit. Undertow's own limits
 * stand behind: they cut with a bare 400, so they are set higher than these. A body in chunks,
 * which doesn't say how long it is, is bounded by whoever reads it. Any thread.
 */
final class RequestLimits implements HttpHandler {
  /** How much more than what is accepted gets an answer that says so. */
  static final int EXPLAINED = 4;

  static final int MAX_HEADERS = 100;

  private final int maxHeaderBytes;
  private final HttpHandler next;

  RequestLimits(int maxHeaderBytes, HttpHandler next) {
    this.maxHeaderBytes = maxHeaderBytes;
    this.next = next;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    if (addressChars(exchange) > maxHeaderBytes) {
      refuse(exchange, 414, "the address of the request is longer than " + headerLimit());
    } else if (headerChars(exchange) > maxHeaderBytes) {
      refuse(exchange, 431, "the headers of the request are longer than " + headerLimit());
    } else if (headers(exchange) > MAX_HEADERS) {
      refuse(exchange, 431, "the request has more than " + MAX_HEADERS + " headers");
    } else if (exchange.getRequestContentLength() > ChannelJson.MAX_BODY_BYTES
        && !exchange.getRequestPath().equals(ImportApi.PATH)) {
      refuse(
          exchange,
          413,
          "the body is longer than "
              + ChannelJson.MAX_BODY_BYTES
              + " bytes; only lists at "
              + ImportApi.PATH
              + " may be longer");
    } else {
      next.handleRequest(exchange);
    }
  }

  private String headerLimit() {
    return maxHeaderBytes + " bytes (--max-header-size)";
  }

  private static void refuse(HttpServerExchange exchange, int status, String why) {
    exchange.setPersistent(false);
    if (exchange.getRequestPath().startsWith("/api/")) {
      Answers.jsonError(exchange, status, why, null);
    } else {
      Answers.text(exchange, status, why);
    }
  }

  private static long addressChars(HttpServerExchange exchange) {
    return (long) exchange.getRequestURI().length() + exchange.getQueryString().length();
  }

  private static int headers(HttpServerExchange exchange) {
    int headers = 0;
    for (HeaderValues values : exchange.getRequestHeaders()) {
      headers += values.size();
    }
    return headers;
  }

  private static long headerChars(HttpServerExchange exchange) {
    long chars = 0;
    for (HeaderValues values : exchange.getRequestHeaders()) {
      for (String value : values) {
        chars += values.getHeaderName().length() + value.length();
      }
    }
    return chars;
  }
}
