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
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
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
 * the end, bytes that are no UTF-8. The elements of one long list can be handed out one by one, and
 * then take the memory of one.
 */
final class JsonText {
  /** Both count from 1. */
  record Position(int line, int column) {
    @Override
    public String toString() {
      return "line " + line + ", column " + column;
    }
  }

  /** Is given the elements of a list in turn; where they stood can be asked during the call. */
  interface Elements {
    void element(JsonText text, String path, JsonNode element);
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
  private final String handedOut;
  private final Elements elements;
  private final Map<String, Position> positions = new HashMap<>();

  /** Of the element that is being read or handed out. */
  private final Map<String, Position> elementPositions = new HashMap<>();

  private boolean inElement;
  private final JsonNode root;

  private JsonText(JsonParser parser, String handedOut, Elements elements)
      throws IOException, MalformedJsonException {
    this.parser = parser;
    this.handedOut = handedOut;
    this.elements = elements;
    if (parser.nextToken() == null) {
      throw new MalformedJsonException("it is empty", null);
    }
    this.root = value("");
    if (parser.nextToken() != null) {
      throw new MalformedJsonException("something follows the end of the value", here());
    }
  }

  static JsonText read(byte[] utf8) throws MalformedJsonException {
    return read(utf8, null, null);
  }

  /**
   * Reads a value whose field of that name is a list of any length; the list is then empty in the
   * tree.
   */
  static JsonText read(byte[] utf8, String handedOut, Elements elements)
      throws MalformedJsonException {
    int start = requireUtf8(utf8);
    Reader text =
        new InputStreamReader(
            new ByteArrayInputStream(utf8, start, utf8.length - start), StandardCharsets.UTF_8);
    try (JsonParser parser = FACTORY.createParser(text)) {
      return new JsonText(parser, handedOut, elements);
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
    return Optional.ofNullable(elementPositions.getOrDefault(path, positions.get(path)));
  }

  private JsonNode value(String path) throws IOException, MalformedJsonException {
    (inElement ? elementPositions : positions).put(path, here());
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
    if (path.equals(handedOut)) {
      handOut(path);
      return array;
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(path + "[" + array.size() + "]"));
    }
    return array;
  }

  private void handOut(String path) throws IOException, MalformedJsonException {
    inElement = true;
    for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
      String elementPath = path + "[" + i + "]";
      elements.element(this, elementPath, value(elementPath));
      elementPositions.clear();
    }
    inElement = false;
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

  /** Returns where the text begins. */
  private static int requireUtf8(byte[] utf8) throws MalformedJsonException {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(utf8);
    CharBuffer out = CharBuffer.allocate(8 * 1024);
    int line = 1;
    int column = 1;
    CoderResult result;
    do {
      result = decoder.decode(in, out.clear(), true);
      out.flip();
      while (out.hasRemaining()) {
        boolean ends = out.get() == '\n';
        line += ends ? 1 : 0;
        column = ends ? 1 : column + 1;
      }
    } while (result.isOverflow());
    if (result.isError()) {
      throw new MalformedJsonException("it is not UTF-8 text", new Position(line, column));
    }
    // Editors on Windows begin a file with a byte order mark.
    boolean marked =
        utf8.length >= 3
            && utf8[0] == (byte) 0xEF
            && utf8[1] == (byte) 0xBB
            && utf8[2] == (byte) 0xBF;
    return marked ? 3 : 0;
  }
}
