package tv.relay.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** How a line of the access log is written. */
public enum AccessFormat {
  /**
   * The combined format of Apache and nginx, which every log reader knows, and behind it the
   * seconds it took and the milliseconds that the client lost.
   */
  TEXT {
    @Override
    String line(AccessEntry entry) {
      return entry.client()
          + " - - ["
          + CLF_TIME.format(entry.at().atZone(ZoneId.systemDefault()))
          + "] \""
          + escaped(entry.method() + " " + entry.path() + " " + entry.protocol())
          + "\" "
          + entry.status()
          + " "
          + entry.bytes()
          + " \"-\" \""
          + (entry.userAgent().isEmpty() ? "-" : escaped(entry.userAgent()))
          + "\" "
          + String.format(Locale.ROOT, "%.3f", entry.seconds())
          + " "
          + entry.droppedMillis()
          + "\n";
    }
  },

  /** An object a line. */
  JSON {
    @Override
    String line(AccessEntry entry) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("time", entry.at().toString());
      line.put("client", entry.client());
      line.put("method", entry.method());
      line.put("path", entry.path());
      line.put("protocol", entry.protocol());
      line.put("status", entry.status());
      line.put("bytes", entry.bytes());
      line.put("seconds", Math.round(entry.seconds() * 1e3) / 1e3);
      line.put("userAgent", entry.userAgent());
      line.put("droppedMillis", entry.droppedMillis());
      try {
        return MAPPER.writeValueAsString(line) + "\n";
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("a line could not be written as JSON", e);
      }
    }
  };

  private static final DateTimeFormatter CLF_TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH);

  /** Nothing but ASCII: a terminal obeys some of what lies beyond. */
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  /** With its line feed. */
  abstract String line(AccessEntry entry);

  /** Nothing of a client's may end a field or a line, or be obeyed by a terminal. */
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 8);
    text.codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                escaped.append('\\').appendCodePoint(c);
              } else if (isUnsafe(c)) {
                escaped.append('?');
              } else {
                escaped.appendCodePoint(c);
              }
            });
    return escaped.toString();
  }

  private static boolean isUnsafe(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }
}
