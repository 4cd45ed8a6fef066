package tv.relay.http;

import io.undertow.server.HttpServerExchange;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What stands behind the question mark, which the server leaves encoded. Any thread. */
final class Query {
  private final Map<String, Deque<String>> parameters;

  Query(HttpServerExchange exchange) {
    this.parameters = exchange.getQueryParameters();
  }

  /**
   * Refuses parameters that mean nothing: a misspelt one may be what makes a trial of a change.
   *
   * @throws IllegalArgumentException naming those that do mean something
   */
  void requireOnly(Set<String> known) {
    if (!known.containsAll(parameters.keySet())) {
      throw new IllegalArgumentException(
          "the query has an unknown parameter; known are " + new TreeSet<>(known));
    }
  }

  /**
   * All values of a parameter, in their order.
   *
   * @throws IllegalArgumentException when one is not properly encoded
   */
  List<String> all(String name) {
    Deque<String> values = parameters.get(name);
    return values == null ? List.of() : values.stream().map(Query::decoded).toList();
  }

  /** The first value of a parameter, or the other text when it has none. */
  String first(String name, String otherwise) {
    List<String> values = all(name);
    return values.isEmpty() ? otherwise : values.get(0);
  }

  /**
   * A parameter that is true or false.
   *
   * @throws IllegalArgumentException when it is neither
   */
  boolean flag(String name) {
    return switch (first(name, "false")) {
      case "true", "" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(name + " is true or false");
    };
  }

  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the query is not properly percent-encoded", e);
    }
  }
}
