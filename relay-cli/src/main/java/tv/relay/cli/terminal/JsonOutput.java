package tv.relay.cli.terminal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * JSON for programs, as lossless as it came and still harmless on a terminal: what {@link
 * PlainText} would spell out is escaped, which JSON reads as the same character.
 */
public final class JsonOutput {
  private static final ObjectMapper MAPPER = mapper();

  private JsonOutput() {}

  /** The document over several lines, for a person to read too. */
  public static String pretty(JsonNode document) {
    return write(MAPPER.writerWithDefaultPrettyPrinter(), document);
  }

  /** The document in one line. */
  public static String line(JsonNode document) {
    return write(MAPPER.writer(), document);
  }

  private static String write(ObjectWriter writer, JsonNode document) {
    try {
      return writer.writeValueAsString(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectMapper mapper() {
    JsonFactory factory = new JsonFactory();
    factory.setCharacterEscapes(new Escapes());
    return new ObjectMapper(factory);
  }

  private static final class Escapes extends CharacterEscapes {
    private static final long serialVersionUID = 1;

    private final int[] ascii = CharacterEscapes.standardAsciiEscapesForJSON();

    Escapes() {
      ascii[0x7f] = CharacterEscapes.ESCAPE_STANDARD;
    }

    @Override
    public int[] getEscapeCodesForAscii() {
      return ascii.clone();
    }

    @Override
    public SerializableString getEscapeSequence(int character) {
      return PlainText.unsafe(character)
          ? new SerializedString(PlainText.spelled(character))
          : null;
    }
  }
}
