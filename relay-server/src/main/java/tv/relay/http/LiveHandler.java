package tv.relay.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.SameThreadExecutor;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import tv.relay.access.AccessLog;
import tv.relay.channel.Channel;
import tv.relay.channel.Channels;
import tv.relay.channel.Refusal;
import tv.relay.delivery.Client;

/**
 * {@code GET|HEAD /live/{id}.ts} and {@code /live/{id}}: the stream, as players expect it. HEAD
 * gets the head that GET would and leaves the upstream alone; Range is ignored.
 */
final class LiveHandler implements HttpHandler {
  static final String PATH = "/live";
  static final String PREFIX = PATH + "/";
  private static final String SUFFIX = ".ts";
  private static final Pattern CUSHION = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3})?");

  private final Channels channels;
  private final Forwarding forwarding;
  private final AccessLog accessLog;
  private final AtomicLong clientIds = new AtomicLong();

  LiveHandler(Channels channels, Forwarding forwarding, AccessLog accessLog) {
    this.channels = channels;
    this.forwarding = forwarding;
    this.accessLog = accessLog;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws IOException {
    serve(exchange, find(exchange), Ticket.NONE);
  }

  /** Answers as for that channel; null where there is none. */
  void serve(HttpServerExchange exchange, Channel channel, Ticket ticket) throws IOException {
    exchange.getResponseHeaders().put(Answers.ALLOW_ORIGIN, "*");
    if (exchange.getRequestMethod().equals(Methods.OPTIONS)) {
      Answers.preflight(exchange);
    } else if (!exchange.getRequestMethod().equals(Methods.GET)
        && !exchange.getRequestMethod().equals(Methods.HEAD)) {
      Answers.methodNotAllowed(exchange, Answers.READING);
    } else if (channel == null) {
      Answers.text(exchange, 404, "no such channel; /playlist.m3u lists those there are");
    } else if (exchange.getRequestMethod().equals(Methods.HEAD)) {
      answerHead(exchange, channel);
    } else {
      watch(exchange, channel, ticket);
    }
  }

  private Channel find(HttpServerExchange exchange) {
    String name = Paths.idAfter(exchange, PREFIX);
    if (name == null) {
      return findWithSuffix(exchange);
    }
    if (name.endsWith(SUFFIX)) {
      Channel stripped = channels.find(name.substring(0, name.length() - SUFFIX.length()));
      if (stripped != null) {
        return stripped;
      }
    }
    return channels.find(name);
  }

  /** An id of full length is too long to be an id together with its suffix. */
  private Channel findWithSuffix(HttpServerExchange exchange) {
    String path = exchange.getRequestPath();
    return path.endsWith(SUFFIX) && path.length() > PREFIX.length() + SUFFIX.length()
        ? channels.find(path.substring(PREFIX.length(), path.length() - SUFFIX.length()))
        : null;
  }

  private static void answerHead(HttpServerExchange exchange, Channel channel) throws IOException {
    String known = channel.view().contentType();
    putStreamHeaders(exchange, known != null ? known : "video/mp2t");
    Answers.headOnly(exchange);
  }

  private void watch(HttpServerExchange exchange, Channel channel, Ticket ticket) {
    Duration cushion = null;
    Deque<String> asked = exchange.getQueryParameters().get("cushion");
    if (asked != null) {
      if (!CUSHION.matcher(asked.getFirst()).matches()) {
        ticket.leave();
        Answers.text(exchange, 400, "cushion is a number of seconds from 0 to 999, as 0 or 2.5");
        return;
      }
      cushion = Duration.ofMillis(new BigDecimal(asked.getFirst()).movePointRight(3).longValue());
    }
    Refusal refusal = channels.admission().enter(channel);
    if (refusal != null) {
      ticket.leave();
      refuse(exchange, refusal);
      return;
    }
    Client client =
        new Client(
            clientIds.incrementAndGet(),
            forwarding.clientAddress(exchange),
            UserAgent.of(exchange),
            System.nanoTime());
    ticket.usedBy(client.id());
    LiveViewer viewer =
        new LiveViewer(exchange, channel, channels.admission(), client, cushion, accessLog, ticket);
    exchange.dispatch(SameThreadExecutor.INSTANCE, viewer::begin);
  }

  /** Exactly what a live response carries, no more: a length or chunks would end the picture. */
  static void putStreamHeaders(HttpServerExchange exchange, String contentType) {
    exchange.setPersistent(false);
    exchange.setStatusCode(200);
    var headers = exchange.getResponseHeaders();
    headers.put(Headers.CONTENT_TYPE, contentType);
    headers.put(Headers.CACHE_CONTROL, "no-cache, no-store");
    headers.put(Headers.ACCEPT_RANGES, "none");
    headers.put(Answers.ALLOW_ORIGIN, "*");
  }

  static void refuse(HttpServerExchange exchange, Refusal refusal) {
    exchange.setPersistent(false);
    if (refusal.kind() == Refusal.Kind.UNKNOWN) {
      Answers.text(exchange, 404, refusal.reason());
    } else {
      exchange.getResponseHeaders().put(Headers.RETRY_AFTER, refusal.retryAfterSeconds());
      Answers.text(exchange, 503, refusal.reason());
    }
  }
}
