package tv.relay.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Channel definitions as JSON. Stateless, safe on every thread. Every method that reads throws
 * {@link InvalidDefinitionException} with the field's name, or with {@code body} and line and
 * column when the text is no JSON; none of the messages quotes the text.
 */
public final class ChannelJson {
  /** Longest text that is read as a definition or patch. */
  public static final int MAX_BODY_BYTES = 1024 * 1024;

  private ChannelJson() {}

  /** Reads a whole definition, as PUT brings it. An id in the body must equal the one given. */
  public static ChannelDefinition parse(String id, byte[] body) {
    return withGoodLogo(DefinitionReader.read(TextRules.id(id), json(body)));
  }

  /**
   * Applies a JSON Merge Patch (RFC 7396), as PATCH brings it, to the whole definition. What it
   * changes of a channel that came from a list, the list leaves alone from then on.
   */
  public static ChannelDefinition patch(ChannelDefinition definition, byte[] mergePatch) {
    JsonNode patch = json(mergePatch);
    // Before the merge, since a misspelt field that is set to null would vanish in it.
    DefinitionReader.requireKnownFields(patch);
    ChannelDefinition changed =
        DefinitionReader.read(definition.id(), MergePatch.apply(withSecrets(definition), patch));
    // One that an older relay took stays until it is changed.
    if (!Objects.equals(definition.logo(), changed.logo())) {
      withGoodLogo(changed);
    }
    return EntryOrigin.keepingChanges(definition, changed);
  }

  /** Players and the page show it: what isn't fetched over the web has no business there. */
  private static ChannelDefinition withGoodLogo(ChannelDefinition definition) {
    if (definition.logo() != null && !TextRules.isWebAddress(definition.logo())) {
      throw new InvalidDefinitionException("logo", "must start with http:// or https://");
    }
    return definition;
  }

  /** A tree without fields, to be filled for {@link #ofTree}. */
  public static ObjectNode emptyTree() {
    return JsonNodeFactory.instance.objectNode();
  }

  /**
   * The definition of that id which such a tree says, as {@link #withSecrets} writes one.
   *
   * @throws InvalidDefinitionException when it is none
   */
  public static ChannelDefinition ofTree(String id, ObjectNode tree) {
    return DefinitionReader.read(TextRules.id(id), tree);
  }

  /** For lists and answers: URLs redacted, each value of a header {@code ***}. */
  public static ObjectNode redacted(ChannelDefinition definition) {
    return write(definition, SourceUrl::redacted, value -> HeaderRules.REDACTED);
  }

  /** For the store and for those who may know everything: reads back as the same definition. */
  public static ObjectNode withSecrets(ChannelDefinition definition) {
    return write(definition, SourceUrl::original, UnaryOperator.identity());
  }

  private static ObjectNode write(
      ChannelDefinition definition,
      Function<SourceUrl, String> urlForm,
      UnaryOperator<String> headerForm) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("id", definition.id());
    ArrayNode urls = node.putArray("urls");
    definition.urls().forEach(url -> urls.add(urlForm.apply(url)));
    putIfPresent(node, "title", definition.title());
    putIfPresent(node, "group", definition.group());
    putIfPresent(node, "logo", definition.logo());
    putIfPresent(node, "tvgId", definition.tvgId());
    if (definition.number() != null) {
      node.put("number", definition.number());
    }
    putIfPresent(node, "userAgent", definition.userAgent());
    if (!definition.headers().isEmpty()) {
      ObjectNode headers = node.putObject("headers");
      definition.headers().forEach((name, value) -> headers.put(name, headerForm.apply(value)));
    }
    putIfPresent(node, "account", definition.account());
    if (definition.upkeep().alwaysOn()) {
      node.put("alwaysOn", true);
    }
    if (definition.upkeep().reserveSeconds() > 0) {
      node.put("reserveSeconds", definition.upkeep().reserveSeconds());
    }
    if (definition.origin() != null) {
      ObjectNode origin = node.putObject("origin");
      origin.put("list", definition.origin().list());
      origin.put("entry", definition.origin().entry());
      if (!definition.origin().kept().isEmpty()) {
        ArrayNode kept = origin.putArray("kept");
        definition.origin().kept().forEach(kept::add);
      }
    }
    return node;
  }

  private static void putIfPresent(ObjectNode node, String field, String value) {
    if (value != null) {
      node.put(field, value);
    }
  }

  /**
   * A request's body as it is, bounded and checked for what Jackson alone would take.
   *
   * @throws InvalidDefinitionException when it is too long or no JSON
   */
  public static JsonNode json(byte[] body) {
    if (body.length > MAX_BODY_BYTES) {
      throw new InvalidDefinitionException(
          DefinitionReader.BODY, "is longer than " + MAX_BODY_BYTES + " bytes");
    }
    try {
      return JsonText.read(body).root();
    } catch (MalformedJsonException e) {
      throw new InvalidDefinitionException(
          DefinitionReader.BODY,
          "is not valid JSON"
              + e.position().map(position -> " at " + position).orElse("")
              + ": "
              + e.getMessage());
    }
  }
}
