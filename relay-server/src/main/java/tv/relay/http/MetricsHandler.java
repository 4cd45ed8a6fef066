package tv.relay.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;
import tv.relay.metrics.Metrics;

/**
 * {@code GET /metrics}: for those who may see the status, or for all where that was asked for. It
 * names channels and counts, and neither sources nor clients.
 */
final class MetricsHandler implements HttpHandler {
  static final String PATH = "/metrics";

  private final Metrics metrics;
  private final Callers callers;
  private final boolean open;

  /**
   * Answers from now on.
   *
   * @param open whether everybody may ask
   */
  MetricsHandler(Metrics metrics, Callers callers, boolean open) {
    this.metrics = metrics;
    this.callers = callers;
    this.open = open;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws IOException {
    if (!exchange.getRequestMethod().equals(Methods.GET)
        && !exchange.getRequestMethod().equals(Methods.HEAD)) {
      Answers.methodNotAllowed(exchange, "GET, HEAD");
    } else if (!open && !Callers.isLocal(exchange) && !callers.isAdmin(exchange)) {
      exchange.getResponseHeaders().put(Headers.WWW_AUTHENTICATE, "Bearer realm=\"relay\"");
      Answers.text(
          exchange,
          401,
          "metrics are shown over loopback by the name localhost or 127.0.0.1, or with the admin"
              + " token (in Prometheus: authorization, credentials_file), or to all with the"
              + " option --public-metrics");
    } else if (!exchange.getRequestPath().equals(PATH)) {
      Answers.text(exchange, 404, "nothing here; there is /metrics");
    } else if (exchange.isInIoThread()) {
      exchange.dispatch(this);
    } else {
      answer(exchange);
    }
  }

  private void answer(HttpServerExchange exchange) throws IOException {
    String accept = exchange.getRequestHeaders().getFirst(Headers.ACCEPT);
    String encodings = exchange.getRequestHeaders().getFirst(Headers.ACCEPT_ENCODING);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    // Ten thousand channels are megabytes, of which most is the same again and again.
    boolean gzip = encodings != null && encodings.contains("gzip");
    try (OutputStream out = gzip ? new GZIPOutputStream(body) : body) {
      metrics.write(accept, out);
    }
    if (gzip) {
      exchange.getResponseHeaders().put(Headers.CONTENT_ENCODING, "gzip");
    }
    exchange.getResponseHeaders().put(Headers.VARY, "Accept, Accept-Encoding");
    Answers.send(exchange, 200, metrics.contentType(accept), body.toByteArray());
  }
}
