package tv.relay.registry;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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

  /** Written one channel after the other: a tree of 50,000 would fill the heap. */
  static byte[] write(Catalogue catalogue) {
    ByteArrayOutputStream document = new ByteArrayOutputStream();
    try (JsonGenerator generator = MAPPER.createGenerator(document).setPrettyPrinter(printer())) {
      generator.writeStartObject();
      generator.writeNumberField("version", VERSION);
      if (!catalogue.accounts().isEmpty()) {
        generator.writeArrayFieldStart("accounts");
        for (AccountDefinition account : catalogue.accounts()) {
          generator.writeTree(AccountJson.withSecrets(account));
        }
        generator.writeEndArray();
      }
      generator.writeArrayFieldStart("channels");
      for (ChannelDefinition definition : catalogue.channels()) {
        generator.writeTree(ChannelJson.withSecrets(definition));
      }
      generator.writeEndArray();
      generator.writeEndObject();
      generator.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return document.toByteArray();
  }

  static Catalogue read(byte[] document) throws BrokenException {
    Channels channels = new Channels();
    JsonText text;
    try {
      text = JsonText.read(document, "channels", channels);
    } catch (MalformedJsonException e) {
      throw new BrokenException(
          e.position().map(position -> ", " + position).orElse(""),
          "not valid JSON, " + e.getMessage());
    }
    requireEnvelope(text);
    if (channels.broken != null) {
      throw channels.broken;
    }
    Catalogue catalogue = new Catalogue(channels.definitions, accounts(text));
    Optional<Catalogue.Fault> fault = catalogue.fault();
    if (fault.isPresent()) {
      throw broken(text, channels, fault.get());
    }
    return catalogue;
  }

  private static BrokenException broken(JsonText text, Channels channels, Catalogue.Fault fault) {
    if (fault.kind() == Catalogue.Fault.Kind.ACCOUNT) {
      return broken(text, "accounts[" + fault.index() + "]", fault.field(), fault.problem());
    }
    String path = "channels[" + fault.index() + "]." + fault.field();
    String where = channels.accountPositions.getOrDefault(fault.index(), "");
    return new BrokenException(where, path + " " + fault.problem());
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

  /** Reads channel by channel; what is wrong first is kept for when all else was found right. */
  private static final class Channels implements JsonText.Elements {
    private final List<ChannelDefinition> definitions = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();

    /** Where channels name an account, by index: whether there is one shows at the end only. */
    private final Map<Integer, String> accountPositions = new HashMap<>();

    private BrokenException broken;

    @Override
    public void element(JsonText text, String path, JsonNode channel) {
      if (broken != null) {
        return;
      }
      try {
        ChannelDefinition definition = DefinitionReader.read(channel);
        if (ids.add(definition.id())) {
          if (definition.account() != null) {
            text.position(path + ".account")
                .ifPresent(at -> accountPositions.put(definitions.size(), ", " + at));
          }
          definitions.add(definition);
        } else {
          String problem = "\"" + definition.id() + "\" is the id of an earlier channel";
          broken = broken(text, path, "id", problem);
        }
      } catch (InvalidDefinitionException e) {
        String field = e.field().equals(DefinitionReader.BODY) ? "" : e.field();
        broken = broken(text, path, field, e.problem());
      }
    }
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
