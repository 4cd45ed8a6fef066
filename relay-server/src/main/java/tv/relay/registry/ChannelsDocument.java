package tv.relay.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The text of all that is registered, made to be read and mended by a person. */
final class ChannelsDocument {
  static final int VERSION = 1;

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Set<String> KNOWN = Set.of("version", "accounts", "channels");

  private ChannelsDocument() {}

  /** What is wrong with a document, as the end of a sentence that begins with the file's name. */
  static final class BrokenException extends Exception {
    private static final long serialVersionUID = 1L;

    BrokenException(String where, String problem) {
      super(where + ": " + problem);
    }
  }

  static byte[] write(Catalogue catalogue) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("version", VERSION);
    if (!catalogue.accounts().isEmpty()) {
      ArrayNode accounts = root.putArray("accounts");
      catalogue.accounts().forEach(account -> accounts.add(AccountJson.withSecrets(account)));
    }
    ArrayNode channels = root.putArray("channels");
    catalogue.channels().forEach(definition -> channels.add(ChannelJson.withSecrets(definition)));
    try {
      String text = MAPPER.writer(printer()).writeValueAsString(root);
      return (text + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree in memory always has a text", e);
    }
  }

  static Catalogue read(byte[] document) throws BrokenException {
    JsonText text;
    try {
      text = JsonText.read(document);
    } catch (MalformedJsonException e) {
      throw new BrokenException(
          e.position().map(position -> ", " + position).orElse(""),
          "not valid JSON, " + e.getMessage());
    }
    requireEnvelope(text);
    JsonNode channels = text.root().path("channels");
    List<ChannelDefinition> definitions = new ArrayList<>(channels.size());
    Set<String> ids = new HashSet<>();
    for (JsonNode channel : channels) {
      String path = "channels[" + definitions.size() + "]";
      ChannelDefinition definition;
      try {
        definition = DefinitionReader.read(channel);
      } catch (InvalidDefinitionException e) {
        String field = e.field().equals(DefinitionReader.BODY) ? "" : e.field();
        throw broken(text, path, field, e.problem());
      }
      if (!ids.add(definition.id())) {
        throw broken(
            text, path, "id", "\"" + definition.id() + "\" is the id of an earlier channel");
      }
      definitions.add(definition);
    }
    Catalogue catalogue = new Catalogue(definitions, accounts(text));
    Optional<Catalogue.Fault> fault = catalogue.fault();
    if (fault.isPresent()) {
      String list = fault.get().kind() == Catalogue.Fault.Kind.ACCOUNT ? "accounts" : "channels";
      throw broken(
          text, list + "[" + fault.get().index() + "]", fault.get().field(), fault.get().problem());
    }
    return catalogue;
  }

  private static List<AccountDefinition> accounts(JsonText text) throws BrokenException {
    List<AccountDefinition> accounts = new ArrayList<>();
    for (JsonNode account : text.root().path("accounts")) {
      try {
        accounts.add(AccountJson.read(account));
      } catch (InvalidDefinitionException e) {
        String field = e.field().equals(DefinitionReader.BODY) ? "" : e.field();
        throw broken(text, "accounts[" + accounts.size() + "]", field, e.problem());
      }
    }
    return accounts;
  }

  private static void requireEnvelope(JsonText text) throws BrokenException {
    JsonNode root = text.root();
    if (!root.isObject()) {
      throw broken(text, "", "", "the file must hold one JSON object, {\"version\": 1, …}");
    }
    JsonNode version = root.path("version");
    if (!version.isIntegralNumber() || !version.canConvertToInt() || version.intValue() < 1) {
      throw broken(text, "", "version", "must be there and be the number " + VERSION);
    }
    // Before all else, since a newer file may well look different in every other respect.
    if (version.intValue() > VERSION) {
      throw broken(
          text,
          "",
          "version",
          "is "
              + version.intValue()
              + ", written by a newer relay; this one knows up to "
              + VERSION
              + ", so start the newer one");
    }
    for (var field : root.properties()) {
      if (!KNOWN.contains(field.getKey())) {
        throw broken(
            text, "", field.getKey(), "a field beside version, accounts and channels is not known");
      }
    }
    if (root.has("accounts") && !root.path("accounts").isArray()) {
      throw broken(text, "", "accounts", "must be a list, [ … ], where it is there");
    }
    if (!root.path("channels").isArray()) {
      throw broken(text, "", "channels", "must be there and be a list, [ … ]");
    }
  }

  /** The position of the field, or of what it should have stood in. */
  private static BrokenException broken(JsonText text, String path, String field, String problem) {
    String full = path.isEmpty() || field.isEmpty() ? path + field : path + "." + field;
    String where =
        text.position(full)
            .or(() -> text.position(path))
            .map(position -> ", " + position)
            .orElse("");
    String named = KNOWN.contains(full) || !path.isEmpty() ? full + " " : "";
    return new BrokenException(where, named + problem);
  }

  private static DefaultPrettyPrinter printer() {
    // The same bytes on every system.
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    return new DefaultPrettyPrinter(
            Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator(""))
        .withObjectIndenter(indenter)
        .withArrayIndenter(indenter);
  }
}
