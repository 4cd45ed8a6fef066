package tv.relay.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import tv.relay.events.Event;
import tv.relay.events.EventLog;

/**
 * {@code /api/v1/events}: the latest events, or with {@code ?since=N} those after number N. Numbers
 * begin anew when the relay does: who asks for those after one that is not reached yet is told the
 * latest number, and can begin anew too. Worker threads.
 */
final class EventsApi implements HttpHandler {
  static final String PATH = "/api/v1/events";
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  private final EventLog log;

  EventsApi(EventLog log) {
    this.log = log;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    Deque<String> asked = exchange.getQueryParameters().get("since");
    String since = asked == null ? "0" : asked.getFirst();
    if (!exchange.getRequestPath().equals(PATH)) {
      Answers.jsonError(exchange, 404, "nothing here; there is " + PATH, null);
    } else if (!exchange.getRequestMethod().toString().matches("GET|HEAD")) {
      Answers.methodNotAllowed(exchange, "GET, HEAD");
    } else if (!NUMBER.matcher(since).matches()) {
      Answers.jsonError(exchange, 400, "is a whole number from 0", "since");
    } else {
      answer(exchange, Long.parseLong(since));
    }
  }

  private void answer(HttpServerExchange exchange, long since) {
    // First, so that no event lies between the two.
    long latest = log.latest();
    List<Map<String, Object>> events = new ArrayList<>();
    for (Event event : log.since(since)) {
      if (event.number() <= latest) {
        events.add(json(event));
      }
    }
    Answers.json(exchange, 200, Map.of("events", events, "latest", latest));
  }

  /** An event as it stands in answers. */
  static Map<String, Object> json(Event event) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("number", event.number());
    json.put("at", event.at().toString());
    json.put("channel", event.channel());
    json.put("kind", event.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    json.put("source", event.source());
    json.put("text", event.text());
    return json;
  }
}
