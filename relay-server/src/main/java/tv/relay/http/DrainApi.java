package tv.relay.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Methods;
import java.time.Duration;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.relay.channel.Channels;

/**
 * {@code POST /api/v1/drain?seconds=N}: takes no new clients from now on, and ends the relay when
 * those that watch have left or after so many seconds. Asked again, the new time counts.
 */
final class DrainApi implements HttpHandler {
  static final String PATH = "/api/v1/drain";
  private static final Logger LOG = LoggerFactory.getLogger(DrainApi.class);

  /** Up to 604,800, a week. */
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");

  private static final int MOST_SECONDS = 7 * 24 * 3600;
  private static final int USUAL_SECONDS = 30;

  private final Channels channels;
  private final Forwarding forwarding;

  DrainApi(Channels channels, Forwarding forwarding) {
    this.channels = channels;
    this.forwarding = forwarding;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    if (!exchange.getRequestPath().equals(PATH)) {
      Answers.jsonError(exchange, 404, "nothing here; there is " + PATH, null);
      return;
    }
    if (!exchange.getRequestMethod().equals(Methods.POST)) {
      Answers.methodNotAllowed(exchange, "POST");
      return;
    }
    Deque<String> asked = exchange.getQueryParameters().get("seconds");
    String text = asked == null ? Integer.toString(USUAL_SECONDS) : asked.getFirst();
    if (!SECONDS.matcher(text).matches() || Integer.parseInt(text) > MOST_SECONDS) {
      Answers.jsonError(
          exchange, 400, "is a whole number of seconds from 0 to " + MOST_SECONDS, "seconds");
      return;
    }
    int seconds = Integer.parseInt(text);
    LOG.info(
        "drain asked for by {}: {} clients may stay for up to {} s",
        forwarding.clientAddress(exchange),
        channels.clients(),
        seconds);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("state", "draining");
    answer.put("secondsLeft", seconds);
    answer.put("clients", channels.clients());
    // The answer first: with nobody left the relay ends at once.
    exchange.addExchangeCompleteListener(
        (ended, next) -> {
          channels.drain().begin(Duration.ofSeconds(seconds));
          next.proceed();
        });
    exchange.setPersistent(false);
    Answers.json(exchange, 202, answer);
  }
}
