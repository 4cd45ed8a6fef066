package tv.relay.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.Deque;
import java.util.Objects;
import tv.relay.overview.Overview;
import tv.relay.overview.OverviewChange;

/**
 * {@code /api/v1/overview?since=VERSION}: what has changed among channels and clients, for a page
 * that asks every second. What is 0, false or unknown is left out. An answer that is full says
 * besides as {@code base} under which URL {@code /playlist.m3u} would name the relay to whoever
 * asks. Worker threads.
 */
final class OverviewApi implements HttpHandler {
  static final String PATH = "/api/v1/overview";
  private static final int MAX_VERSION_LETTERS = 40;

  private static final ObjectMapper JSON =
      new ObjectMapper().setDefaultPropertyInclusion(JsonInclude.Include.NON_DEFAULT);

  private final Overview overview;
  private final Forwarding forwarding;

  /** All who watch ask for the same, one after the other. Guarded by this. */
  private Made latest = new Made("", "", null, new Packed(new byte[0]));

  /** The base is null where the answer has none: changes are the same for all. */
  private record Made(String since, String version, String base, Packed body) {}

  /** The change, and one field more. */
  private record Answer(@JsonUnwrapped OverviewChange change, String base) {}

  OverviewApi(Overview overview, Forwarding forwarding) {
    this.overview = overview;
    this.forwarding = forwarding;
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
      Packed body =
          made(since.length() > MAX_VERSION_LETTERS ? "" : since, forwarding.baseUrl(exchange));
      Answers.send(exchange, 200, "application/json", body.forWhoever(exchange));
    }
  }

  private synchronized Packed made(String since, String asker) throws JsonProcessingException {
    OverviewChange change = overview.since(since);
    String base = change.full() ? asker : null;
    if (!change.version().equals(latest.version)
        || !since.equals(latest.since)
        || !Objects.equals(base, latest.base)) {
      latest =
          new Made(
              since,
              change.version(),
              base,
              new Packed(JSON.writeValueAsBytes(new Answer(change, base))));
    }
    return latest.body;
  }
}
