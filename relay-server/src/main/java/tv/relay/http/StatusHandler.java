package tv.relay.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import java.util.Deque;
import tv.relay.channel.Channel;
import tv.relay.channel.Channels;
import tv.relay.status.ChannelStatus;
import tv.relay.status.StatusReader;

/**
 * {@code /status} and {@code /status/{id}}, the latter with {@code ?clients=none} too: for whoever
 * has the token, and for this machine. Runs on a worker thread, since with thousands of clients an
 * answer takes a while to write.
 */
final class StatusHandler implements HttpHandler {
  static final String PATH = "/status";

  private final Channels channels;
  private final StatusReader status;
  private final Callers callers;

  StatusHandler(Channels channels, StatusReader status, Callers callers) {
    this.channels = channels;
    this.status = status;
    this.callers = callers;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    if (!exchange.getRequestMethod().equals(Methods.GET)
        && !exchange.getRequestMethod().equals(Methods.HEAD)) {
      Answers.methodNotAllowed(exchange, "GET, HEAD");
    } else if (!Callers.isLocal(exchange) && !callers.isAdmin(exchange)) {
      exchange.getResponseHeaders().put(Headers.WWW_AUTHENTICATE, "Bearer realm=\"relay\"");
      Answers.jsonError(
          exchange,
          401,
          "the status is shown over loopback by the name localhost or 127.0.0.1, or with the admin"
              + " token: Authorization: Bearer TOKEN",
          null);
    } else if (exchange.isInIoThread()) {
      exchange.dispatch(this);
    } else {
      answer(exchange);
    }
  }

  private void answer(HttpServerExchange exchange) {
    if (exchange.getRequestPath().equals(PATH)) {
      Answers.json(exchange, 200, status.server());
      return;
    }
    String id = Paths.idAfter(exchange, PATH + "/");
    Channel channel = id == null ? null : channels.find(id);
    if (channel == null) {
      Answers.jsonError(
          exchange, 404, "no such channel; relay channel list shows those there are", "id");
    } else {
      Deque<String> clients = exchange.getQueryParameters().get("clients");
      boolean none = clients != null && "none".equals(clients.peekFirst());
      ChannelStatus now = status.channel(channel);
      Answers.json(exchange, 200, none ? now.withoutClients() : now);
    }
  }
}
