package tv.relay.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which handler answers which path. I/O threads. */
final class Router implements HttpHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Router.class);

  private final HttpHandler live;
  private final HttpHandler playlist;
  private final HttpHandler status;
  private final HttpHandler channels;
  private final HttpHandler clients;
  private final HttpHandler events;
  private final HttpHandler admin;
  private final BooleanSupplier healthy;

  Router(
      HttpHandler live,
      HttpHandler playlist,
      HttpHandler status,
      Callers callers,
      HttpHandler channelsApi,
      HttpHandler clientsApi,
      HttpHandler eventsApi,
      BooleanSupplier healthy) {
    this.live = live;
    this.playlist = playlist;
    this.status = status;
    this.channels = new AdminHandler(callers, channelsApi);
    this.clients = new AdminHandler(callers, clientsApi);
    this.events = new AdminHandler(callers, eventsApi);
    this.admin = new AdminHandler(callers, Router::unknown);
    this.healthy = healthy;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    try {
      choose(exchange.getRequestPath()).handleRequest(exchange);
    } catch (RuntimeException e) {
      LOG.error("a request failed; this is a defect of the relay, please report it", e);
      throw e;
    }
  }

  private HttpHandler choose(String path) {
    if (path.startsWith(LiveHandler.PREFIX)) {
      return live;
    }
    if (path.equals(PlaylistHandler.PATH)) {
      return playlist;
    }
    if (isOrBelow(path, StatusHandler.PATH)) {
      return status;
    }
    if (path.equals("/healthz")) {
      return this::health;
    }
    if (isOrBelow(path, ChannelsApi.PATH)) {
      return channels;
    }
    if (isOrBelow(path, ClientsApi.PATH)) {
      return clients;
    }
    if (isOrBelow(path, EventsApi.PATH)) {
      return events;
    }
    return isOrBelow(path, "/api") ? admin : Router::unknown;
  }

  private static boolean isOrBelow(String path, String root) {
    return path.startsWith(root)
        && (path.length() == root.length() || path.charAt(root.length()) == '/');
  }

  private void health(HttpServerExchange exchange) {
    boolean ok = healthy.getAsBoolean();
    Answers.json(exchange, ok ? 200 : 503, Map.of("status", ok ? "ok" : "not responding"));
  }

  private static void unknown(HttpServerExchange exchange) {
    Answers.text(
        exchange, 404, "nothing here; there are /playlist.m3u, /live/ID.ts, /status and /healthz");
  }
}
