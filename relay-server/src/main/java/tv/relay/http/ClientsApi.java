package tv.relay.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.Map;
import java.util.regex.Pattern;
import tv.relay.channel.Channels;
import tv.relay.status.StatusReader;

/** {@code /api/v1/clients}: list clients, and kick one. Worker threads. */
final class ClientsApi implements HttpHandler {
  static final String PATH = "/api/v1/clients";
  private static final Pattern ID = Pattern.compile("[0-9]{1,18}");

  private final Channels channels;
  private final StatusReader status;

  ClientsApi(Channels channels, StatusReader status) {
    this.channels = channels;
    this.status = status;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    String method = exchange.getRequestMethod().toString();
    if (exchange.getRequestPath().equals(PATH)) {
      switch (method) {
        case "GET", "HEAD" -> Answers.json(exchange, 200, Map.of("clients", status.clients()));
        default -> Answers.methodNotAllowed(exchange, "GET, HEAD");
      }
    } else if (!method.equals("DELETE")) {
      Answers.methodNotAllowed(exchange, "DELETE");
    } else {
      kick(exchange, exchange.getRequestPath().substring(PATH.length() + 1));
    }
  }

  private void kick(HttpServerExchange exchange, String id) {
    if (ID.matcher(id).matches() && channels.kick(Long.parseLong(id))) {
      Answers.noContent(exchange);
    } else {
      Answers.jsonError(exchange, 404, "no such client: it may have left already", "id");
    }
  }
}
