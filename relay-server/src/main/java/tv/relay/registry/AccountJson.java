package tv.relay.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Accounts as JSON. Stateless, safe on every thread. What reads throws {@link
 * InvalidDefinitionException} with the field's name; no message quotes the text.
 */
public final class AccountJson {
  private static final Set<String> KNOWN =
      Set.of("name", "maxConnections", "settleMillis", "source");

  /** A misplaced URL must not be repeated as the name of an unknown field. */
  private static final Pattern HARMLESS_NAME = Pattern.compile("[A-Za-z0-9_-]{1,40}");

  private AccountJson() {}

  /** Reads a whole definition, as PUT brings it. A name in the body must equal the one given. */
  public static AccountDefinition parse(String name, byte[] body) {
    JsonNode node = ChannelJson.json(body);
    requireKnownFields(node);
    String stated = text(node, "name");
    if (stated != null && !stated.equals(name)) {
      throw new InvalidDefinitionException(
          "name", "differs from the name in the path; leave it out or make them equal");
    }
    return definition(name, node);
  }

  static AccountDefinition read(JsonNode node) {
    requireKnownFields(node);
    return definition(text(node, "name"), node);
  }

  /** For lists and answers. */
  public static ObjectNode redacted(AccountDefinition definition) {
    return write(definition, SourceUrl::redacted);
  }

  /** For the store and for those who may know everything: reads back as the same definition. */
  public static ObjectNode withSecrets(AccountDefinition definition) {
    return write(definition, SourceUrl::original);
  }

  private static ObjectNode write(
      AccountDefinition definition, Function<SourceUrl, String> urlForm) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("name", definition.name());
    node.put("maxConnections", definition.maxConnections());
    if (definition.settle() != null) {
      node.put("settleMillis", definition.settle().toMillis());
    }
    if (definition.source() != null) {
      node.put("source", urlForm.apply(definition.source()));
    }
    return node;
  }

  private static AccountDefinition definition(String name, JsonNode node) {
    if (isAbsent(node.path("maxConnections"))) {
      throw new InvalidDefinitionException(
          "maxConnections", "is missing; give the most connections that the account may have");
    }
    int most = number(node, "maxConnections");
    Duration settle =
        isAbsent(node.path("settleMillis"))
            ? null
            : Duration.ofMillis(number(node, "settleMillis"));
    String source = text(node, "source");
    try {
      return new AccountDefinition(
          name, most, settle, source == null ? null : SourceUrl.parse(source));
    } catch (InvalidDefinitionException e) {
      throw e.field().equals("url") ? e.at("source") : e;
    }
  }

  private static void requireKnownFields(JsonNode node) {
    if (!node.isObject()) {
      throw new InvalidDefinitionException(
          DefinitionReader.BODY, "must be a JSON object with the field maxConnections");
    }
    node.fieldNames()
        .forEachRemaining(
            field -> {
              if (!KNOWN.contains(field)) {
                throw new InvalidDefinitionException(
                    HARMLESS_NAME.matcher(field).matches() ? field : DefinitionReader.BODY,
                    "has no meaning here; known fields are name, maxConnections, settleMillis and"
                        + " source");
              }
            });
  }

  private static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (isAbsent(value)) {
      return null;
    }
    if (!value.isTextual()) {
      throw new InvalidDefinitionException(field, "must be a text in quotes");
    }
    return value.textValue();
  }

  private static int number(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (!value.isIntegralNumber()) {
      throw new InvalidDefinitionException(field, "must be a whole number, without quotes");
    }
    // Out of the range of int is out of every range that the rules allow.
    return value.canConvertToInt() ? value.intValue() : Integer.MAX_VALUE;
  }

  private static boolean isAbsent(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }
}
