package tv.relay.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.IOException;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import tv.relay.registry.AccountDefinition;
import tv.relay.registry.AccountJson;
import tv.relay.registry.Registry;

/**
 * {@code /api/v1/accounts}: list, show, put and delete accounts. A success is answered only when
 * the change is on disk. Worker threads.
 */
final class AccountsApi implements HttpHandler {
  static final String PATH = "/api/v1/accounts";

  private final Registry registry;
  private final Bodies bodies;

  /** Keeps a change that depends on what is there apart from other changes. */
  private final Object changes = new Object();

  AccountsApi(Registry registry, Bodies bodies) {
    this.registry = registry;
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
      case "GET", "HEAD" ->
          Answers.json(
              exchange,
              200,
              Map.of("accounts", registry.accounts().stream().map(AccountJson::redacted).toList()));
      default -> Answers.methodNotAllowed(exchange, "GET, HEAD");
    }
  }

  private void one(HttpServerExchange exchange) throws IOException {
    String name = Paths.idAfter(exchange, PATH + "/");
    if (name == null) {
      Answers.jsonError(
          exchange, 400, "an account's name is 1 to 64 of A-Z a-z 0-9 . _ - and not . or ..", null);
      return;
    }
    switch (exchange.getRequestMethod().toString()) {
      case "GET", "HEAD" -> show(exchange, name);
      case "PUT" -> put(exchange, name);
      case "DELETE" -> delete(exchange, name);
      default -> Answers.methodNotAllowed(exchange, "GET, HEAD, PUT, DELETE");
    }
  }

  private void show(HttpServerExchange exchange, String name) {
    Optional<AccountDefinition> found = registry.account(name);
    if (found.isEmpty()) {
      notFound(exchange);
      return;
    }
    Deque<String> secrets = exchange.getQueryParameters().get("secrets");
    boolean withSecrets = secrets != null && "true".equals(secrets.peekFirst());
    Answers.json(
        exchange,
        200,
        withSecrets ? AccountJson.withSecrets(found.get()) : AccountJson.redacted(found.get()));
  }

  private void put(HttpServerExchange exchange, String name) throws IOException {
    byte[] body = bodies.read(exchange);
    if (body == null) {
      return;
    }
    AccountDefinition definition = AccountJson.parse(name, body);
    boolean onlyNew = "*".equals(exchange.getRequestHeaders().getFirst(Headers.IF_NONE_MATCH));
    boolean created;
    synchronized (changes) {
      if (onlyNew && registry.account(name).isPresent()) {
        Answers.jsonError(exchange, 412, "there is an account of this name already", "name");
        return;
      }
      created = registry.putAccount(definition);
    }
    Answers.json(exchange, created ? 201 : 200, AccountJson.redacted(definition));
  }

  private void delete(HttpServerExchange exchange, String name) {
    if (registry.removeAccount(name)) {
      Answers.noContent(exchange);
    } else {
      notFound(exchange);
    }
  }

  private static void notFound(HttpServerExchange exchange) {
    Answers.jsonError(
        exchange, 404, "no such account; relay account list shows those there are", "name");
  }
}
