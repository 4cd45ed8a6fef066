package tv.relay.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import tv.relay.events.EventLog;

/**
 * {@code /api/v1/events/stream}: events as they come, as server-sent events (the HTML standard,
 * section 9.2). Begins with those still known, or with those after {@code Last-Event-ID}. Asked on
 * a worker thread, then each stream lives on its connection's I/O thread.
 */
final class EventStreams implements HttpHandler {
  static final String PATH = EventsApi.PATH + "/stream";

  /** Pages that are open at the same time. */
  static final int MAX_STREAMS = 64;

  private static final HttpString LAST_EVENT_ID = new HttpString("Last-Event-ID");
  private static final HttpString NO_BUFFERING = new HttpString("X-Accel-Buffering");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  private final EventLog log;
  private final AtomicInteger count = new AtomicInteger();
  private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();

  EventStreams(EventLog log) {
    this.log = log;
    log.listen(() -> streams.forEach(EventStream::wake));
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    String since = since(exchange);
    if (!exchange.getRequestPath().equals(PATH)) {
      Answers.jsonError(exchange, 404, "nothing here; there is " + PATH, null);
    } else if (!exchange.getRequestMethod().toString().equals("GET")) {
      Answers.methodNotAllowed(exchange, "GET");
    } else if (!NUMBER.matcher(since).matches()) {
      Answers.jsonError(exchange, 400, "Last-Event-ID is a whole number from 0", "since");
    } else if (count.incrementAndGet() > MAX_STREAMS) {
      count.decrementAndGet();
      exchange.getResponseHeaders().put(Headers.RETRY_AFTER, 10);
      Answers.jsonError(
          exchange, 503, MAX_STREAMS + " pages follow the events already; close some", null);
    } else {
      begin(exchange, Long.parseLong(since));
    }
  }

  private static String since(HttpServerExchange exchange) {
    String last = exchange.getRequestHeaders().getFirst(LAST_EVENT_ID);
    Deque<String> asked = exchange.getQueryParameters().get("since");
    return last != null ? last : asked != null ? asked.getFirst() : "0";
  }

  private void begin(HttpServerExchange exchange, long since) {
    exchange.setPersistent(false);
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/event-stream; charset=utf-8");
    exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
    exchange.getResponseHeaders().put(NO_BUFFERING, "no");
    // Numbers begin anew when the relay does: then whoever was further has seen none of these.
    EventStream stream =
        new EventStream(exchange, log, since > log.latest() ? 0 : since, this::ended);
    exchange.dispatch(
        exchange.getIoThread(),
        () -> {
          streams.add(stream);
          stream.begin();
        });
  }

  private void ended(EventStream stream) {
    streams.remove(stream);
    count.decrementAndGet();
  }
}
