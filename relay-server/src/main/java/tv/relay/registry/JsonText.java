package tv.relay.registry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON value that still knows on which line each of its fields stood, so that a person who wrote
 * it by hand is told where to look. Refuses what JSON leaves open: a field given twice, text after
 * the end, bytes that are no UTF-8.
 */
final class JsonText {
  /** Both count from 1. */
  record Position(int line, int column) {
    @Override
    public String toString() {
      return "line " + line + ", column " + column;
    }
  }

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(32)
                  .maxStringLength(64 * 1024)
                  .maxNameLength(1024)
                  .maxNumberLength(64)
                  .build())
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final JsonParser parser;
  private final Map<String, Position> positions = new HashMap<>();
  private final JsonNode root;

  private JsonText(JsonParser parser) throws IOException, MalformedJsonException {
    this.parser = parser;
    if (parser.nextToken() == null) {
      throw new MalformedJsonException("it is empty", null);
    }
    this.root = value("");
    if (parser.nextToken() != null) {
      throw new MalformedJsonException("something follows the end of the value", here());
    }
  }

  static JsonText read(byte[] utf8) throws MalformedJsonException {
    String text = decoded(utf8);
    try (JsonParser parser = FACTORY.createParser(text)) {
      return new JsonText(parser);
    } catch (JsonProcessingException e) {
      // Its message quotes the text, so only its kind and place are kept.
      throw new MalformedJsonException(reason(e), position(e.getLocation()));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  JsonNode root() {
    return root;
  }

  /** Where a value stood, by a path such as {@code channels[3].urls[0]}. */
  Optional<Position> position(String path) {
    return Optional.ofNullable(positions.get(path));
  }

  private JsonNode value(String path) throws IOException, MalformedJsonException {
    positions.put(path, here());
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(path);
      case START_ARRAY -> array(path);
      case VALUE_STRING -> NODES.textNode(parser.getText());
      case VALUE_NUMBER_INT -> NODES.numberNode(parser.getBigIntegerValue());
      case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDoubleValue());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      default -> throw new MalformedJsonException("it has no value here", here());
    };
  }

  private ObjectNode object(String path) throws IOException, MalformedJsonException {
    ObjectNode object = NODES.objectNode();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      if (object.has(name)) {
        throw new MalformedJsonException("a field is given twice in one object", here());
      }
      parser.nextToken();
      object.set(name, value(path.isEmpty() ? name : path + "." + name));
    }
    return object;
  }

  private ArrayNode array(String path) throws IOException, MalformedJsonException {
    ArrayNode array = NODES.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(path + "[" + array.size() + "]"));
    }
    return array;
  }

  private Position here() {
    return position(parser.currentTokenLocation());
  }

  private static Position position(JsonLocation location) {
    return location == null || location.getLineNr() < 1
        ? null
        : new Position(location.getLineNr(), Math.max(1, location.getColumnNr()));
  }

  private static String reason(JsonProcessingException e) {
    if (e instanceof JsonEOFException) {
      return "it ends before the value is complete";
    }
    if (e instanceof StreamConstraintsException) {
      return "it is nested too deep, or has too long a text or number";
    }
    return "there is an unexpected character or word, or a comma or quote is missing";
  }

  private static String decoded(byte[] utf8) throws MalformedJsonException {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(utf8);
    CharBuffer out = CharBuffer.allocate(utf8.length);
    CoderResult result = decoder.decode(in, out, true);
    String text = out.flip().toString();
    if (result.isError()) {
      int lastBreak = text.lastIndexOf('\n');
      int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
      throw new MalformedJsonException(
          "it is not UTF-8 text", new Position(line, text.length() - lastBreak));
    }
    // Editors on Windows begin a file with a byte order mark.
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }
}
