package tv.relay.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** {@code GET /healthz}: whether the process can serve. */
final class HealthHandler implements HttpHandler {
  static final String PATH = "/healthz";

  private final BooleanSupplier healthy;

  HealthHandler(BooleanSupplier healthy) {
    this.healthy = healthy;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    boolean ok = healthy.getAsBoolean();
    Answers.json(exchange, ok ? 200 : 503, Map.of("status", ok ? "ok" : "not responding"));
  }
}
