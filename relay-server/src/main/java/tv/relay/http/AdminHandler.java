package tv.relay.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;

/**
 * Lets only the holder of the admin token through to what it wraps, and that on a worker thread:
 * changes wait for the disk.
 */
final class AdminHandler implements HttpHandler {
  private final Callers callers;
  private final HttpHandler guarded;

  AdminHandler(Callers callers, HttpHandler guarded) {
    this.callers = callers;
    this.guarded = guarded;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    if (callers.isAdmin(exchange)) {
      exchange.dispatch(guarded);
      return;
    }
    exchange.getResponseHeaders().put(Headers.WWW_AUTHENTICATE, "Bearer realm=\"relay\"");
    Answers.jsonError(
        exchange,
        401,
        "this needs the admin token: Authorization: Bearer TOKEN; the token is in the file"
            + " admin-token of the data folder",
        null);
  }
}
