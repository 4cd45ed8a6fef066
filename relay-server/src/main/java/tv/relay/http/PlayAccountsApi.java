package tv.relay.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import tv.relay.play.PlayAccountView;
import tv.relay.play.PlayAccounts;
import tv.relay.play.PlayAccounts.Stored;
import tv.relay.registry.ChannelJson;
import tv.relay.registry.InvalidDefinitionException;

/**
 * {@code /api/v1/play-accounts}: list, show, put and delete play accounts. A password is told only
 * in the answer to the request that had it made. Worker threads.
 */
final class PlayAccountsApi implements HttpHandler {
  static final String PATH = "/api/v1/play-accounts";
  private static final Set<String> KNOWN = Set.of("user", "password", "maxConnections");

  private final PlayAccounts accounts;
  private final Bodies bodies;

  /** Keeps a change that depends on what is there apart from other changes. */
  private final Object changes = new Object();

  PlayAccountsApi(PlayAccounts accounts, Bodies bodies) {
    this.accounts = accounts;
    this.bodies = bodies;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws IOException {
    if (exchange.getRequestPath().equals(PATH)) {
      list(exchange);
    } else {
      one(exchange);
    }
  }

  private void list(HttpServerExchange exchange) {
    switch (exchange.getRequestMethod().toString()) {
      case "GET", "HEAD" -> {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode all = answer.putArray("playAccounts");
        accounts.all().forEach(account -> all.add(json(account)));
        Answers.json(exchange, 200, answer);
      }
      default -> Answers.methodNotAllowed(exchange, "GET, HEAD");
    }
  }

  private void one(HttpServerExchange exchange) throws IOException {
    String user = Paths.idAfter(exchange, PATH + "/");
    if (user == null) {
      Answers.jsonError(
          exchange, 400, "a user is 1 to 64 of A-Z a-z 0-9 . _ - and not . or ..", "user");
      return;
    }
    switch (exchange.getRequestMethod().toString()) {
      case "GET", "HEAD" -> show(exchange, user);
      case "PUT" -> put(exchange, user);
      case "DELETE" -> delete(exchange, user);
      default -> Answers.methodNotAllowed(exchange, "GET, HEAD, PUT, DELETE");
    }
  }

  private void show(HttpServerExchange exchange, String user) {
    Optional<PlayAccountView> found = accounts.find(user);
    if (found.isPresent()) {
      Answers.json(exchange, 200, json(found.get()));
    } else {
      notFound(exchange);
    }
  }

  private void put(HttpServerExchange exchange, String user) throws IOException {
    byte[] body = bodies.read(exchange);
    if (body == null) {
      return;
    }
    JsonNode asked = ChannelJson.json(body);
    requireKnown(asked, user);
    boolean onlyNew = "*".equals(exchange.getRequestHeaders().getFirst(Headers.IF_NONE_MATCH));
    Stored stored;
    synchronized (changes) {
      if (onlyNew && accounts.find(user).isPresent()) {
        Answers.jsonError(exchange, 412, "there is a play account of this user already", "user");
        return;
      }
      stored = accounts.put(user, text(asked, "password"), number(asked));
    }
    ObjectNode answer = json(stored.account());
    if (stored.password() != null) {
      answer.put("password", stored.password());
    }
    Answers.json(exchange, stored.isNew() ? 201 : 200, answer);
  }

  private void delete(HttpServerExchange exchange, String user) {
    if (accounts.remove(user)) {
      Answers.noContent(exchange);
    } else {
      notFound(exchange);
    }
  }

  private static void requireKnown(JsonNode asked, String user) {
    if (!asked.isObject()) {
      throw new InvalidDefinitionException("body", "must be a JSON object; {} will do");
    }
    for (var field : asked.properties()) {
      if (!KNOWN.contains(field.getKey())) {
        throw new InvalidDefinitionException(
            "body", "has a field that means nothing here; known are password and maxConnections");
      }
    }
    String stated = text(asked, "user");
    if (stated != null && !stated.equals(user)) {
      throw new InvalidDefinitionException(
          "user", "differs from the user in the path; leave it out or make them equal");
    }
  }

  private static String text(JsonNode asked, String field) {
    JsonNode value = asked.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      throw new InvalidDefinitionException(field, "must be a text in quotes");
    }
    return value.textValue();
  }

  private static Integer number(JsonNode asked) {
    JsonNode value = asked.path("maxConnections");
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isIntegralNumber()) {
      throw new InvalidDefinitionException(
          "maxConnections", "must be a whole number, without quotes");
    }
    // Out of the range of int is out of every range that the rules allow.
    return value.canConvertToInt() ? value.intValue() : Integer.MAX_VALUE;
  }

  private static ObjectNode json(PlayAccountView account) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("user", account.user())
        .put("maxConnections", account.maxConnections())
        .put("connections", account.connections())
        .put("created", account.created().toString());
  }

  private static void notFound(HttpServerExchange exchange) {
    Answers.jsonError(
        exchange,
        404,
        "no such play account; relay play-account list shows those there are",
        "user");
  }
}
