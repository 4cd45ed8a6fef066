package tv.relay.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import java.io.IOException;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tv.relay.channel.Channel;
import tv.relay.channel.Channels;
import tv.relay.registry.ChannelDefinition;
import tv.relay.registry.ChannelJson;
import tv.relay.registry.Registry;

/**
 * {@code /api/v1/channels}: list, show, put, patch and delete definitions, and go over to a
 * channel's next source. A success is answered only when the change is on disk. Worker threads.
 */
final class ChannelsApi implements HttpHandler {
  static final String PATH = "/api/v1/channels";
  private static final String ALL_METHODS = "GET, HEAD, PUT, PATCH, DELETE";

  private static final String ONE = PATH + "/";

  /** Behind an id; without one it is an id itself. */
  private static final String NEXT = "/next";

  private static final int PATIENCE_SECONDS = 5;

  private final Registry registry;
  private final Channels channels;
  private final Bodies bodies;

  /** Keeps a change that depends on what is there apart from other changes. */
  private final Object changes = new Object();

  ChannelsApi(Registry registry, Channels channels, Bodies bodies) {
    this.registry = registry;
    this.channels = channels;
    this.bodies = bodies;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws IOException {
    String path = exchange.getRequestPath();
    if (path.equals(PATH)) {
      list(exchange);
    } else if (path.endsWith(NEXT) && path.length() > ONE.length() + NEXT.length()) {
      next(exchange, path.substring(ONE.length(), path.length() - NEXT.length()));
    } else {
      one(exchange);
    }
  }

  private void list(HttpServerExchange exchange) {
    switch (exchange.getRequestMethod().toString()) {
      case "GET", "HEAD" ->
          Answers.json(
              exchange,
              200,
              Map.of("channels", registry.all().stream().map(ChannelJson::redacted).toList()));
      default -> Answers.methodNotAllowed(exchange, "GET, HEAD");
    }
  }

  private void one(HttpServerExchange exchange) throws IOException {
    String id = Paths.idAfter(exchange, ONE);
    if (id == null) {
      Answers.jsonError(
          exchange, 400, "a channel id is 1 to 64 of A-Z a-z 0-9 . _ - and not . or ..", "id");
      return;
    }
    switch (exchange.getRequestMethod().toString()) {
      case "GET", "HEAD" -> show(exchange, id);
      case "PUT" -> put(exchange, id);
      case "PATCH" -> patch(exchange, id);
      case "DELETE" -> delete(exchange, id);
      default -> Answers.methodNotAllowed(exchange, ALL_METHODS);
    }
  }

  private void next(HttpServerExchange exchange, String id) {
    Channel channel = channels.find(id);
    if (channel == null) {
      notFound(exchange);
    } else if (!exchange.getRequestMethod().equals(Methods.POST)) {
      Answers.methodNotAllowed(exchange, "POST");
    } else {
      String source = channel.switchSource().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
      if (source == null) {
        Answers.jsonError(exchange, 409, "the channel has only one source", "urls");
      } else {
        Answers.json(exchange, 200, Map.of("source", source));
      }
    }
  }

  private void show(HttpServerExchange exchange, String id) {
    Optional<ChannelDefinition> found = registry.find(id);
    if (found.isEmpty()) {
      notFound(exchange);
      return;
    }
    Deque<String> secrets = exchange.getQueryParameters().get("secrets");
    boolean withSecrets = secrets != null && "true".equals(secrets.peekFirst());
    Answers.json(
        exchange,
        200,
        withSecrets ? ChannelJson.withSecrets(found.get()) : ChannelJson.redacted(found.get()));
  }

  private void put(HttpServerExchange exchange, String id) throws IOException {
    byte[] body = bodies.read(exchange);
    if (body == null) {
      return;
    }
    ChannelDefinition definition = ChannelJson.parse(id, body);
    boolean onlyNew = "*".equals(exchange.getRequestHeaders().getFirst(Headers.IF_NONE_MATCH));
    boolean created;
    synchronized (changes) {
      if (onlyNew && registry.find(id).isPresent()) {
        Answers.jsonError(exchange, 412, "there is a channel of this id already", "id");
        return;
      }
      created = registry.put(definition);
    }
    Answers.json(exchange, created ? 201 : 200, ChannelJson.redacted(definition));
  }

  private void patch(HttpServerExchange exchange, String id) throws IOException {
    byte[] body = bodies.read(exchange);
    if (body == null) {
      return;
    }
    Optional<ChannelDefinition> changed =
        registry.replace(id, found -> ChannelJson.patch(found, body));
    if (changed.isEmpty()) {
      notFound(exchange);
    } else {
      Answers.json(exchange, 200, ChannelJson.redacted(changed.get()));
    }
  }

  private void delete(HttpServerExchange exchange, String id) {
    boolean removed;
    synchronized (changes) {
      removed = registry.remove(id);
    }
    if (removed) {
      Answers.noContent(exchange);
    } else {
      notFound(exchange);
    }
  }

  private static void notFound(HttpServerExchange exchange) {
    Answers.jsonError(
        exchange, 404, "no such channel; relay channel list shows those there are", "id");
  }
}
