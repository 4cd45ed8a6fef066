package tv.relay.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.xnio.ChannelListeners;
import org.xnio.channels.StreamSinkChannel;

/** Short whole answers: JSON, text and errors. Any thread that owns the exchange. */
final class Answers {
  static final HttpString ALLOW_ORIGIN = new HttpString("Access-Control-Allow-Origin");
  private static final HttpString ALLOW_METHODS = new HttpString("Access-Control-Allow-Methods");
  private static final HttpString ALLOW_HEADERS = new HttpString("Access-Control-Allow-Headers");
  private static final HttpString NO_SNIFF = new HttpString("X-Content-Type-Options");

  /** The methods of what other origins may read. */
  static final String READING = "GET, HEAD, OPTIONS";

  private static final ObjectMapper JSON = new ObjectMapper();

  private Answers() {}

  static void json(HttpServerExchange exchange, int status, Object body) {
    try {
      byte[] bytes = JSON.writeValueAsBytes(body);
      send(exchange, status, "application/json", bytes);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer could not be written as JSON", e);
    }
  }

  /** As JSON on one line. */
  static String line(Object body) {
    try {
      return JSON.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer could not be written as JSON", e);
    }
  }

  /** An error as {@code {"error": …, "field": …}}; without the field where it is null. */
  static void jsonError(HttpServerExchange exchange, int status, String message, String field) {
    Map<String, String> body = new LinkedHashMap<>();
    body.put("error", message);
    if (field != null) {
      body.put("field", field);
    }
    json(exchange, status, body);
  }

  static void text(HttpServerExchange exchange, int status, String message) {
    send(
        exchange,
        status,
        "text/plain; charset=utf-8",
        (message + "\n").getBytes(StandardCharsets.UTF_8));
  }

  static void send(HttpServerExchange exchange, int status, String contentType, byte[] body) {
    head(exchange, status, contentType);
    exchange.getResponseSender().send(ByteBuffer.wrap(body));
  }

  /** Sets what every answer's head has; nothing is sent yet. */
  static void head(HttpServerExchange exchange, int status, String contentType) {
    exchange.setStatusCode(status);
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, contentType);
    exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
    exchange.getResponseHeaders().put(NO_SNIFF, "nosniff");
  }

  /**
   * Sends the head alone, as HEAD asks for, without a length: ending the exchange would add one of
   * 0, which players take at its word.
   */
  static void headOnly(HttpServerExchange exchange) throws IOException {
    StreamSinkChannel response = exchange.getResponseChannel();
    response.shutdownWrites();
    if (!response.flush()) {
      response
          .getWriteSetter()
          .set(
              ChannelListeners.flushingChannelListener(
                  null, ChannelListeners.closingChannelExceptionHandler()));
      response.resumeWrites();
    }
  }

  /** Done, and nothing to say. */
  static void noContent(HttpServerExchange exchange) {
    exchange.setStatusCode(204);
    exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
    exchange.getResponseHeaders().put(NO_SNIFF, "nosniff");
    exchange.endExchange();
  }

  /** What a browser asks before a page of another origin may read what is open to all. */
  static void preflight(HttpServerExchange exchange) {
    exchange.getResponseHeaders().put(Headers.ALLOW, READING);
    exchange.getResponseHeaders().put(ALLOW_METHODS, READING);
    exchange.getResponseHeaders().put(ALLOW_HEADERS, "*");
    noContent(exchange);
  }

  static void methodNotAllowed(HttpServerExchange exchange, String allowed) {
    exchange.getResponseHeaders().put(Headers.ALLOW, allowed);
    text(exchange, 405, "method not allowed here; allowed: " + allowed);
  }
}
