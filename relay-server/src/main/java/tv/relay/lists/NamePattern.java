package tv.relay.lists;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which names are meant, in either case: a text with {@code *} and {@code ?} for any characters,
 * which must fit the whole name, or between slashes a regular expression (of {@link Pattern}),
 * which must fit some part of it. Immutable, safe on every thread.
 */
public final class NamePattern {
  private static final int MAX_CHARS = 500;

  /** A bad expression takes exponential time on a long name; a good one needs a few per cent. */
  private static final int MAX_STEPS = 1_000_000;

  private final String text;
  private final Pattern pattern;
  private final boolean whole;

  private NamePattern(String text, Pattern pattern, boolean whole) {
    this.text = text;
    this.pattern = pattern;
    this.whole = whole;
  }

  /**
   * Reads a pattern as people write it.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  public static NamePattern parse(String text) {
    if (text.isEmpty() || text.length() > MAX_CHARS) {
      throw new IllegalArgumentException("a pattern has 1 to " + MAX_CHARS + " characters");
    }
    int flags = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
    if (text.length() < 3 || !text.startsWith("/") || !text.endsWith("/")) {
      return new NamePattern(text, Pattern.compile(glob(text), flags | Pattern.DOTALL), true);
    }
    try {
      Pattern expression = Pattern.compile(text.substring(1, text.length() - 1), flags);
      return new NamePattern(text, expression, false);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "the regular expression " + text + " is not valid: " + e.getDescription(), e);
    }
  }

  private static String glob(String text) {
    StringBuilder expression = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '*' -> expression.append(".*?");
                case '?' -> expression.append('.');
                default -> expression.append(Pattern.quote(Character.toString(c)));
              }
            });
    return expression.toString();
  }

  /**
   * Whether the name is meant.
   *
   * @throws IllegalArgumentException when the pattern takes too long to tell
   */
  boolean matches(String name) {
    var matcher = pattern.matcher(new Patience(name));
    return whole ? matcher.matches() : matcher.find();
  }

  /** As it was written. */
  @Override
  public String toString() {
    return text;
  }

  /** A text that may be looked at so often only. */
  private final class Patience implements CharSequence {
    private final String name;
    private int steps;

    Patience(String name) {
      this.name = name;
    }

    @Override
    public int length() {
      return name.length();
    }

    @Override
    public char charAt(int index) {
      if (++steps > MAX_STEPS) {
        throw new IllegalArgumentException(
            "the pattern " + text + " takes too long on some names; write it more simply");
      }
      return name.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return name.substring(start, end);
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
