package tv.relay.cli.terminal;

/**
 * Text that came over the network, made harmless to a terminal: control characters, escape
 * sequences and characters that reorder or hide text are shown as {@code \}{@code u001b} rather
 * than obeyed.
 */
public final class PlainText {
  private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
  private static final int ZERO_WIDTH_JOINER = 0x200d;

  private PlainText() {}

  /** The text with every unsafe character spelled out; itself when it has none. */
  public static String of(String text) {
    if (text.codePoints().noneMatch(PlainText::unsafe)) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            character -> {
              if (unsafe(character)) {
                plain.append(spelled(character));
              } else {
                plain.appendCodePoint(character);
              }
            });
    return plain.toString();
  }

  static boolean unsafe(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      // Persian, Indic scripts and emoji need the joiners; they neither hide nor reorder.
      case Character.FORMAT -> character != ZERO_WIDTH_NON_JOINER && character != ZERO_WIDTH_JOINER;
      default -> false;
    };
  }

  /** As JSON and Java spell it; beyond the basic plane, as its two surrogates. */
  static String spelled(int character) {
    StringBuilder spelled = new StringBuilder();
    for (char unit : Character.toChars(character)) {
      spelled.append(String.format("\\u%04x", (int) unit));
    }
    return spelled.toString();
  }
}
