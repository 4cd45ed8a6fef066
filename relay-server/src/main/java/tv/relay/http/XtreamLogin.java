package tv.relay.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.relay.play.Login;
import tv.relay.play.PlayAccounts;
import tv.relay.play.Player;

/**
 * Lets those with a play account through, by {@code username} and {@code password} of the query, as
 * players of the Xtream Codes kind send them. On worker threads. Nothing of the request is logged:
 * its path and query hold a password.
 */
final class XtreamLogin implements HttpHandler {
  private static final Logger LOG = LoggerFactory.getLogger(XtreamLogin.class);
  private static final int PATIENCE_SECONDS = 2;

  private final PlayAccounts accounts;
  private final boolean refusesInJson;
  private final Inside inside;

  /** What answers those who were let in. */
  @FunctionalInterface
  interface Inside {
    void answer(HttpServerExchange exchange, Player player, String password) throws Exception;
  }

  /**
   * In front of what that answers.
   *
   * @param refusesInJson as {@code player_api.php} does it, with 200 and {@code "auth": 0}
   */
  XtreamLogin(PlayAccounts accounts, boolean refusesInJson, Inside inside) {
    this.accounts = accounts;
    this.refusesInJson = refusesInJson;
    this.inside = inside;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    exchange.getResponseHeaders().put(Answers.ALLOW_ORIGIN, "*");
    String method = exchange.getRequestMethod().toString();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      Answers.methodNotAllowed(exchange, "GET, HEAD");
    } else if (exchange.isInIoThread()) {
      exchange.dispatch(this);
    } else {
      guarded(exchange, this::answer);
    }
  }

  /** What fails must not be told by the server itself, which would name the path. */
  static void guarded(HttpServerExchange exchange, HttpHandler handler) {
    try {
      handler.handleRequest(exchange);
    } catch (Exception e) {
      LOG.error("a player's request failed; this is a defect of the relay, please report it", e);
      if (!exchange.isResponseStarted()) {
        exchange.setStatusCode(500);
      }
      exchange.endExchange();
    }
  }

  private void answer(HttpServerExchange exchange) throws Exception {
    String password = query(exchange, "password");
    Login login = accounts.login(query(exchange, "username"), password);
    switch (login.outcome()) {
      case WELCOME -> inside.answer(exchange, login.player(), password);
      case TOO_OFTEN -> tooOften(exchange);
      case WRONG -> {
        if (refusesInJson) {
          ObjectNode refusal = JsonNodeFactory.instance.objectNode();
          refusal.putObject("user_info").put("auth", 0);
          Answers.json(exchange, 200, refusal);
        } else {
          wrong(exchange);
        }
      }
    }
  }

  /** The first of that name in the query, or null. */
  static String query(HttpServerExchange exchange, String name) {
    Deque<String> values = exchange.getQueryParameters().get(name);
    return values == null ? null : values.peekFirst();
  }

  /** 403: a 401 has to name a scheme (RFC 9110), and players would ask for a password by it. */
  static void wrong(HttpServerExchange exchange) {
    Answers.text(
        exchange,
        403,
        "no play account has this user and password; relay play-account add makes one");
  }

  static void tooOften(HttpServerExchange exchange) {
    exchange.getResponseHeaders().put(Headers.RETRY_AFTER, PATIENCE_SECONDS);
    Answers.text(exchange, 429, "too many passwords were tried for this user; wait a moment");
  }
}
