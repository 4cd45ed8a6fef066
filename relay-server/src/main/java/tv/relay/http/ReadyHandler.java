package tv.relay.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.util.Map;
import java.util.function.BooleanSupplier;
import tv.relay.channel.Drain;

/**
 * {@code GET /readyz}: whether a balancer should send clients here. 503 while the relay drains or
 * does not respond; a relay that has its limit of clients stays ready, since lists and
 * administration go through the balancer too.
 */
final class ReadyHandler implements HttpHandler {
  static final String PATH = "/readyz";

  private final BooleanSupplier healthy;
  private final Drain drain;

  ReadyHandler(BooleanSupplier healthy, Drain drain) {
    this.healthy = healthy;
    this.drain = drain;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    if (drain.hasBegun()) {
      // A connection kept open would let the balancer come back here.
      exchange.setPersistent(false);
      exchange.getResponseHeaders().put(Headers.RETRY_AFTER, Math.max(1, drain.secondsLeft()));
      Answers.json(exchange, 503, Map.of("status", "draining", "secondsLeft", drain.secondsLeft()));
    } else if (healthy.getAsBoolean()) {
      Answers.json(exchange, 200, Map.of("status", "ready"));
    } else {
      Answers.json(exchange, 503, Map.of("status", "not responding"));
    }
  }
}
