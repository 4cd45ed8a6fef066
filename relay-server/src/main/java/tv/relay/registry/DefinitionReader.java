package tv.relay.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes a definition of a JSON value; names the field that is of the wrong type or unknown. */
final class DefinitionReader {
  /** The field that is named when the value as a whole is wrong. */
  static final String BODY = "body";

  private static final Set<String> KNOWN =
      Set.of(
          "id",
          "urls",
          "title",
          "group",
          "logo",
          "tvgId",
          "number",
          "userAgent",
          "headers",
          "account",
          "alwaysOn",
          "reserveSeconds",
          "origin");

  private static final Set<String> ORIGIN = Set.of("list", "entry", "kept");

  /** A misplaced URL must not be repeated as the name of an unknown field. */
  private static final Pattern HARMLESS_NAME = Pattern.compile("[A-Za-z0-9_-]{1,40}");

  private final JsonNode node;

  private DefinitionReader(JsonNode node) {
    this.node = node;
  }

  /** A definition whose id is known from elsewhere; one in the value may only repeat it. */
  static ChannelDefinition read(String id, JsonNode node) {
    requireKnownFields(node);
    DefinitionReader reader = new DefinitionReader(node);
    String stated = reader.text("id");
    if (stated != null && !stated.equals(id)) {
      throw new InvalidDefinitionException(
          "id", "differs from the id in the path; leave it out or make them equal");
    }
    return reader.definition(id);
  }

  /** A definition that brings its own id. */
  static ChannelDefinition read(JsonNode node) {
    requireKnownFields(node);
    DefinitionReader reader = new DefinitionReader(node);
    return reader.definition(reader.text("id"));
  }

  static void requireKnownFields(JsonNode node) {
    if (!node.isObject()) {
      throw new InvalidDefinitionException(BODY, "must be a JSON object with the field urls");
    }
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!KNOWN.contains(name)) {
                throw new InvalidDefinitionException(
                    HARMLESS_NAME.matcher(name).matches() ? name : BODY,
                    "has no meaning here; known fields are id, urls, title, group, logo, tvgId,"
                        + " number, userAgent, headers, account, alwaysOn, reserveSeconds and"
                        + " origin");
              }
            });
  }

  private ChannelDefinition definition(String id) {
    return new ChannelDefinition(
        id,
        urls(),
        text("title"),
        text("group"),
        text("logo"),
        text("tvgId"),
        number("number"),
        text("userAgent"),
        headers(),
        text("account"),
        upkeep(),
        origin());
  }

  private Upkeep upkeep() {
    JsonNode alwaysOn = node.path("alwaysOn");
    if (!isAbsent(alwaysOn) && !alwaysOn.isBoolean()) {
      throw new InvalidDefinitionException("alwaysOn", "must be true or false, without quotes");
    }
    Integer reserve = number("reserveSeconds");
    return new Upkeep(alwaysOn.asBoolean(), reserve == null ? 0 : reserve);
  }

  private List<SourceUrl> urls() {
    JsonNode array = node.path("urls");
    if (isAbsent(array)) {
      return List.of();
    }
    if (!array.isArray()) {
      throw new InvalidDefinitionException("urls", "must be a list of texts, [\"http://…\"]");
    }
    if (array.size() > ChannelDefinition.MAX_URLS) {
      throw new InvalidDefinitionException(
          "urls",
          "has "
              + array.size()
              + " entries; a channel takes at most "
              + ChannelDefinition.MAX_URLS);
    }
    List<SourceUrl> urls = new ArrayList<>(array.size());
    for (JsonNode element : array) {
      String field = "urls[" + urls.size() + "]";
      try {
        urls.add(SourceUrl.parse(requireText(field, element)));
      } catch (InvalidDefinitionException e) {
        throw e.at(field);
      }
    }
    return urls;
  }

  private Map<String, String> headers() {
    JsonNode object = node.path("headers");
    if (isAbsent(object)) {
      return Map.of();
    }
    if (!object.isObject()) {
      throw new InvalidDefinitionException(
          "headers", "must be an object of names and texts, {\"Referer\": \"…\"}");
    }
    Map<String, String> headers = new LinkedHashMap<>();
    object
        .properties()
        .forEach(
            header -> {
              JsonNode value = header.getValue();
              // What is no text becomes null here, so that the name is checked before it is shown.
              headers.put(header.getKey(), value.isTextual() ? value.textValue() : null);
            });
    return headers;
  }

  private EntryOrigin origin() {
    JsonNode object = node.path("origin");
    if (isAbsent(object)) {
      return null;
    }
    if (!object.isObject()) {
      throw new InvalidDefinitionException("origin", "must be an object with list and entry");
    }
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      if (!ORIGIN.contains(field.getKey())) {
        throw new InvalidDefinitionException(
            "origin", "has a field beside list, entry and kept; leave it out");
      }
    }
    Set<String> kept = new HashSet<>();
    object.path("kept").forEach(field -> kept.add(requireText("origin.kept", field)));
    return new EntryOrigin(
        requireText("origin.list", object.path("list")),
        requireText("origin.entry", object.path("entry")),
        kept);
  }

  private String text(String field) {
    JsonNode value = node.path(field);
    return isAbsent(value) ? null : requireText(field, value);
  }

  private Integer number(String field) {
    JsonNode value = node.path(field);
    if (isAbsent(value)) {
      return null;
    }
    if (!value.isIntegralNumber()) {
      throw new InvalidDefinitionException(field, "must be a whole number, without quotes");
    }
    // Out of the range of int is out of every range that the rules allow.
    return value.canConvertToInt() ? value.intValue() : Integer.MAX_VALUE;
  }

  private static String requireText(String field, JsonNode value) {
    if (!value.isTextual()) {
      throw new InvalidDefinitionException(field, "must be a text in quotes");
    }
    return value.textValue();
  }

  private static boolean isAbsent(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }
}
