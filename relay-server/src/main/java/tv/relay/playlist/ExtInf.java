package tv.relay.playlist;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an {@code #EXTINF} line says: {@code -1 key="value" key=value,Name}. Attributes come in any
 * order, quoted or not, with commas and quotes inside quotes; what is no attribute is passed over.
 *
 * @param attributes by their names in lower case, of which the first that isn't empty counts
 * @param name the text behind the first comma outside quotes; null when there is none
 */
record ExtInf(Map<String, String> attributes, String name) {
  private static final Pattern DURATION = Pattern.compile("\\s*[+-]?[0-9]*\\.?[0-9]*");
  private static final Pattern KEY = Pattern.compile("([A-Za-z][A-Za-z0-9_-]{0,63})\\s*=\\s*");

  /** Some lists write a comma between the duration and the attributes. */
  private static final Pattern EARLY_COMMA =
      Pattern.compile(",\\s*(?:tvg-[a-z]+|group-title)=\"", Pattern.CASE_INSENSITIVE);

  private static final int MAX_ATTRIBUTES = 64;

  /** Reads what follows {@code #EXTINF:}. */
  static ExtInf parse(String text) {
    return new Parser(text).parse();
  }

  String attribute(String... names) {
    for (String name : names) {
      String value = attributes.get(name);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  private static final class Parser {
    private final String text;
    private final Map<String, String> attributes = new TreeMap<>();
    private final Matcher key;
    private int at;

    Parser(String text) {
      this.text = text;
      this.key = KEY.matcher(text);
    }

    ExtInf parse() {
      Matcher duration = DURATION.matcher(text);
      at = duration.lookingAt() ? duration.end() : 0;
      Matcher earlyComma = EARLY_COMMA.matcher(text);
      if (earlyComma.region(at, text.length()).lookingAt()) {
        at++;
      }
      while (at < text.length() && text.charAt(at) != ',') {
        if (isKeyAt(at)) {
          String name = key.group(1).toLowerCase(Locale.ROOT);
          at = key.end();
          put(name, value());
        } else {
          at = endOfWord();
        }
      }
      return new ExtInf(attributes, at < text.length() ? text.substring(at + 1).strip() : null);
    }

    private void put(String name, String value) {
      if (!value.isEmpty() && attributes.size() < MAX_ATTRIBUTES) {
        attributes.putIfAbsent(name, value);
      }
    }

    /** Whether a {@code key=} begins here, at the start of a word. */
    private boolean isKeyAt(int index) {
      return (index == 0 || !isPartOfKey(text.charAt(index - 1)))
          && key.region(index, text.length()).lookingAt();
    }

    private static boolean isPartOfKey(char c) {
      return c == '-' || c == '_' || Character.isLetterOrDigit(c);
    }

    /** Past what is no attribute, so that no part of a word is taken for a key. */
    private int endOfWord() {
      int end = at + 1;
      while (end < text.length()
          && isPartOfKey(text.charAt(end - 1))
          && isPartOfKey(text.charAt(end))) {
        end++;
      }
      return end;
    }

    private String value() {
      char quote = at < text.length() ? text.charAt(at) : ' ';
      if (quote == '"' || quote == '\'') {
        int close = closing(quote);
        if (close >= 0) {
          String value = text.substring(at + 1, close).strip();
          at = close < text.length() && text.charAt(close) == quote ? close + 1 : close;
          return value;
        }
      }
      return unquoted();
    }

    /**
     * Where the value ends: at a quote with the end of an attribute behind it, since names are
     * quoted without escape inside; or before the next {@code key="}, when the closing quote was
     * forgotten, unless something else stands behind one. Negative when there is no such place.
     */
    private int closing(char quote) {
      int firstQuote = text.indexOf(quote, at + 1);
      if (firstQuote < 0 || endsAttribute(firstQuote + 1)) {
        return firstQuote;
      }
      for (int i = at + 1; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == quote && endsAttribute(i + 1)) {
          return i;
        }
        if (Character.isWhitespace(c)
            && i + 1 < text.length()
            && isKeyAt(i + 1)
            && key.end() < text.length()
            && text.charAt(key.end()) == quote) {
          return Math.min(i, firstQuote);
        }
      }
      return -1;
    }

    private boolean endsAttribute(int index) {
      int i = index;
      while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
        i++;
      }
      return i == text.length() || text.charAt(i) == ',' || isKeyAt(i);
    }

    private String unquoted() {
      int end = at;
      while (end < text.length()
          && text.charAt(end) != ','
          && !(Character.isWhitespace(text.charAt(end))
              && end + 1 < text.length()
              && isKeyAt(end + 1))) {
        end++;
      }
      String value = text.substring(at, end).strip();
      at = end;
      return value;
    }
  }
}
