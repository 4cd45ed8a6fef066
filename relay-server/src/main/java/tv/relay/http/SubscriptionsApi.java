package tv.relay.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Methods;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import tv.relay.lists.ListSettings;
import tv.relay.registry.ChannelDefinition;
import tv.relay.subscription.Location;
import tv.relay.subscription.Subscription;
import tv.relay.subscription.SubscriptionView;
import tv.relay.subscription.Subscriptions;

/**
 * {@code /api/v1/lists} and {@code /api/v1/guides}: list, show, put, delete and refresh
 * subscriptions. On threads made for what takes long.
 */
final class SubscriptionsApi implements HttpHandler {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String REFRESH = "/refresh";

  static final String LISTS = "/api/v1/lists";
  static final String GUIDES = "/api/v1/guides";

  private final String path;
  private final Duration usualEvery;
  private final Subscriptions subscriptions;
  private final Executor transfers;
  private final Bodies bodies;
  private final UnaryOperator<ObjectNode> settings;

  private SubscriptionsApi(
      String path,
      Duration usualEvery,
      Subscriptions subscriptions,
      Executor transfers,
      Bodies bodies,
      UnaryOperator<ObjectNode> settings) {
    this.path = path;
    this.usualEvery = usualEvery;
    this.subscriptions = subscriptions;
    this.transfers = transfers;
    this.bodies = bodies;
    this.settings = settings;
  }

  static SubscriptionsApi ofLists(Documents documents, Bodies bodies) {
    return new SubscriptionsApi(
        LISTS,
        Duration.ofHours(6),
        documents.lists(),
        documents.transfers(),
        bodies,
        tree -> ListSettings.ofTree(tree).toTree());
  }

  static SubscriptionsApi ofGuides(Documents documents, Bodies bodies) {
    return new SubscriptionsApi(
        GUIDES,
        Duration.ofHours(12),
        documents.guides(),
        documents.transfers(),
        bodies,
        tree -> {
          if (!tree.isEmpty()) {
            throw new IllegalArgumentException(
                "an unknown field is given; known are url, file and everySeconds");
          }
          return tree;
        });
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws IOException {
    if (exchange.getRequestPath().endsWith(REFRESH)) {
      exchange.dispatch(transfers, new RefusalHandler(this::answer));
    } else {
      answer(exchange);
    }
  }

  private void answer(HttpServerExchange exchange) throws IOException {
    try {
      if (exchange.getRequestPath().equals(path)) {
        list(exchange);
      } else {
        one(exchange, exchange.getRequestPath().substring(path.length() + 1));
      }
    } catch (IllegalArgumentException e) {
      Answers.jsonError(exchange, 400, e.getMessage(), null);
    }
  }

  private void list(HttpServerExchange exchange) {
    switch (exchange.getRequestMethod().toString()) {
      case "GET", "HEAD" ->
          Answers.json(
              exchange,
              200,
              Map.of(
                  path.substring(path.lastIndexOf('/') + 1),
                  subscriptions.all().stream().map(view -> json(view, false)).toList()));
      default -> Answers.methodNotAllowed(exchange, "GET, HEAD");
    }
  }

  private void one(HttpServerExchange exchange, String rest) throws IOException {
    if (rest.endsWith(REFRESH)) {
      refresh(exchange, rest.substring(0, rest.length() - REFRESH.length()));
    } else if (!ChannelDefinition.isId(rest)) {
      notFound(exchange);
    } else {
      switch (exchange.getRequestMethod().toString()) {
        case "GET", "HEAD" -> show(exchange, subscriptions.find(rest));
        case "PUT" -> put(exchange, rest);
        case "DELETE" -> delete(exchange, rest);
        default -> Answers.methodNotAllowed(exchange, "GET, HEAD, PUT, DELETE");
      }
    }
  }

  private void refresh(HttpServerExchange exchange, String name) {
    if (!exchange.getRequestMethod().equals(Methods.POST)) {
      Answers.methodNotAllowed(exchange, "POST");
      return;
    }
    boolean force = new Query(exchange).flag("force");
    Optional<SubscriptionView> view =
        ChannelDefinition.isId(name) ? subscriptions.refresh(name, force) : Optional.empty();
    if (view.isPresent() && view.get().standing().error() != null) {
      Answers.jsonError(exchange, 502, view.get().standing().error(), null);
    } else {
      show(exchange, view);
    }
  }

  private void show(HttpServerExchange exchange, Optional<SubscriptionView> view) {
    if (view.isEmpty()) {
      notFound(exchange);
    } else {
      Answers.json(exchange, 200, json(view.get(), true));
    }
  }

  private void put(HttpServerExchange exchange, String name) throws IOException {
    byte[] body = bodies.read(exchange);
    if (body == null) {
      return;
    }
    boolean isNew = subscriptions.put(subscription(name, body));
    Answers.json(exchange, isNew ? 201 : 200, json(subscriptions.find(name).orElseThrow(), true));
  }

  private void delete(HttpServerExchange exchange, String name) {
    if (subscriptions.remove(name)) {
      Answers.noContent(exchange);
    } else {
      notFound(exchange);
    }
  }

  private void notFound(HttpServerExchange exchange) {
    String noun = path.equals(LISTS) ? "list" : "guide";
    Answers.jsonError(
        exchange,
        404,
        "no such " + noun + "; relay " + noun + " list shows those there are",
        "name");
  }

  private Subscription subscription(String name, byte[] body) throws IOException {
    JsonNode tree;
    try {
      tree = JSON.readTree(body);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("the body is not valid JSON", e);
    }
    if (!(tree instanceof ObjectNode fields)) {
      throw new IllegalArgumentException("the body must be a JSON object with url or file");
    }
    JsonNode url = fields.remove("url");
    JsonNode file = fields.remove("file");
    if (!(url == null ? file != null && file.isTextual() : file == null && url.isTextual())) {
      throw new IllegalArgumentException("the body must have either url or file, a text");
    }
    JsonNode every = fields.remove("everySeconds");
    if (every != null && !every.isIntegralNumber()) {
      throw new IllegalArgumentException("everySeconds is a whole number");
    }
    return new Subscription(
        name,
        url != null ? Location.ofUrl(url.textValue()) : Location.ofFile(file.textValue()),
        every == null ? usualEvery : Duration.ofSeconds(every.asInt(-1)),
        settings.apply(fields));
  }

  private static ObjectNode json(SubscriptionView view, boolean withDetails) {
    Subscription subscription = view.subscription();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("name", subscription.name());
    json.put(
        subscription.location().url() != null ? "url" : "file", subscription.location().toString());
    json.put("everySeconds", subscription.every().toSeconds());
    json.setAll(subscription.settings());
    json.put("refreshing", view.refreshing());
    json.put("refreshedAt", text(view.standing().refreshedAt()));
    json.put("triedAt", text(view.standing().triedAt()));
    json.put("nextAt", view.standing().triedAt() == null ? null : text(view.nextAt()));
    json.put("error", view.standing().error());
    json.put("summary", view.standing().summary());
    if (withDetails && view.details() != null) {
      json.set("details", view.details());
    }
    return json;
  }

  private static String text(Instant instant) {
    return instant == null ? null : instant.toString();
  }
}
