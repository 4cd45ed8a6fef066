package tv.relay.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.Deque;
import tv.relay.overview.Overview;
import tv.relay.overview.OverviewChange;

/**
 * {@code /api/v1/overview?since=VERSION}: what has changed among channels and clients, for a page
 * that asks every second. What is 0, false or unknown is left out. Worker threads.
 */
final class OverviewApi implements HttpHandler {
  static final String PATH = "/api/v1/overview";
  private static final int MAX_VERSION_LETTERS = 40;

  private static final ObjectMapper JSON =
      new ObjectMapper().setDefaultPropertyInclusion(JsonInclude.Include.NON_DEFAULT);

  private final Overview overview;

  /** All who watch ask for the same, one after the other. Guarded by this. */
  private Made latest = new Made("", "", new Packed(new byte[0]));

  private record Made(String since, String version, Packed body) {}

  OverviewApi(Overview overview) {
    this.overview = overview;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws JsonProcessingException {
    if (!exchange.getRequestPath().equals(PATH)) {
      Answers.jsonError(exchange, 404, "nothing here; there is " + PATH, null);
    } else if (!exchange.getRequestMethod().toString().matches("GET|HEAD")) {
      Answers.methodNotAllowed(exchange, "GET, HEAD");
    } else {
      Deque<String> asked = exchange.getQueryParameters().get("since");
      String since = asked == null ? "" : asked.getFirst();
      Packed body = made(since.length() > MAX_VERSION_LETTERS ? "" : since);
      Answers.send(exchange, 200, "application/json", body.forWhoever(exchange));
    }
  }

  private synchronized Packed made(String since) throws JsonProcessingException {
    OverviewChange change = overview.since(since);
    if (!change.version().equals(latest.version) || !since.equals(latest.since)) {
      latest = new Made(since, change.version(), new Packed(JSON.writeValueAsBytes(change)));
    }
    return latest.body;
  }
}
