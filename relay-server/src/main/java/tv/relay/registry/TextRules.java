package tv.relay.registry;

import java.util.List;
import java.util.regex.Pattern;

/** The rules for ids, texts for people and numbers. No message quotes the value. */
final class TextRules {
  /** What {@link #isId} asks for, in words. */
  static final String ID_RULE =
      "must be 1 to 64 of A-Z, a-z, 0-9, '.', '_' and '-', and not '.' or '..'";

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Pattern WEB_ADDRESS = Pattern.compile("(?i)https?://[^\\s/]\\S*");
  private static final String STREAM_SUFFIX = ".ts";
  private static final int MAX_NUMBER = 999_999;

  private TextRules() {}

  static boolean isId(String text) {
    return text != null
        && ID.matcher(text).matches()
        // They name folders in a URL and would never arrive as written.
        && !text.equals(".")
        && !text.equals("..");
  }

  static String id(String id) {
    if (!isId(id)) {
      throw new InvalidDefinitionException("id", ID_RULE);
    }
    return id;
  }

  /** Whether a player could follow it: what a list says may be anything. */
  static boolean isWebAddress(String text) {
    return WEB_ADDRESS.matcher(text).matches();
  }

  /**
   * The other id that {@code /live/ID.ts} and {@code /live/ID} could mean together with this one,
   * in both directions.
   */
  static List<String> lookalikes(String id) {
    String longer = id + STREAM_SUFFIX;
    return id.endsWith(STREAM_SUFFIX)
        ? List.of(longer, id.substring(0, id.length() - STREAM_SUFFIX.length()))
        : List.of(longer);
  }

  /** The text without the spaces around it, or null when nothing is left. */
  static String text(String field, String text, int maxChars) {
    if (text == null) {
      return null;
    }
    requireOneLine(field, text);
    String stripped = text.strip();
    if (stripped.length() > maxChars) {
      throw new InvalidDefinitionException(
          field, "is " + stripped.length() + " characters long; at most " + maxChars + " are kept");
    }
    return stripped.isEmpty() ? null : stripped;
  }

  static Integer number(String field, Integer number) {
    if (number != null && (number < 0 || number > MAX_NUMBER)) {
      throw new InvalidDefinitionException(field, "must be a whole number from 0 to " + MAX_NUMBER);
    }
    return number;
  }

  /** Lists of channels are files of lines, and a text must not be able to begin a new one. */
  static void requireOneLine(String field, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
        throw new InvalidDefinitionException(
            field, "has a control character or line break at position " + (i + 1) + "; remove it");
      }
      if (Character.isSurrogate(c)) {
        if (!Character.isSurrogatePair(c, i + 1 < text.length() ? text.charAt(i + 1) : ' ')) {
          throw new InvalidDefinitionException(
              field, "has half a character at position " + (i + 1) + "; send valid Unicode");
        }
        i++;
      }
    }
  }
}
