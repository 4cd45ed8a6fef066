package tv.relay.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.PathHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which handler answers which path. Built once, then safe for any thread. */
final class Router implements HttpHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Router.class);

  private final PathHandler paths = new PathHandler(Router::unknown);
  private final Callers callers;

  /** Answers nothing yet. */
  Router(Callers callers) {
    this.callers = callers;
    admin("/api", Router::unknown);
  }

  /** Open to all: that path and what lies below it, unless a longer one is known. */
  Router open(String path, HttpHandler handler) {
    paths.addPrefixPath(path, handler);
    return this;
  }

  /** Open to all: that path and no other. */
  Router exactly(String path, HttpHandler handler) {
    paths.addExactPath(path, handler);
    return this;
  }

  /** The same as open, for the bearer of the admin token only. */
  Router admin(String path, HttpHandler handler) {
    return open(path, new AdminHandler(callers, new RefusalHandler(handler)));
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    try {
      paths.handleRequest(exchange);
    } catch (RuntimeException e) {
      LOG.error("a request failed; this is a defect of the relay, please report it", e);
      throw e;
    }
  }

  /** Says that there is nothing, and what there is. */
  static void unknown(HttpServerExchange exchange) {
    Answers.text(
        exchange,
        404,
        "nothing here; there are /, /playlist.m3u, /live/ID.ts, /status, /metrics, /healthz"
            + " and /readyz");
  }
}
