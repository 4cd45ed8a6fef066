package tv.relay.cli.terminal;

/** How many columns of a terminal a text takes. */
public final class DisplayWidth {
  /** First and last of the ranges that terminals draw two columns wide. */
  private static final int[][] WIDE = {
    {0x1100, 0x115f},
    {0x2e80, 0x303e},
    {0x3041, 0xa4cf},
    {0xac00, 0xd7a3},
    {0xf900, 0xfaff},
    {0xfe30, 0xfe6f},
    {0xff00, 0xff60},
    {0xffe0, 0xffe6},
    {0x1f300, 0x1f64f},
    {0x1f900, 0x1f9ff},
    {0x20000, 0x3fffd},
  };

  private DisplayWidth() {}

  /** Columns of the whole text. */
  public static int of(String text) {
    return text.codePoints().map(DisplayWidth::of).sum();
  }

  /** The text, cut with an ellipsis where it is wider than the given columns. */
  public static String cut(String text, int columns) {
    if (of(text) <= columns && text.length() / 4 <= columns) {
      return text;
    }
    StringBuilder cut = new StringBuilder();
    int taken = 0;
    for (int at = 0; at < text.length(); ) {
      int character = text.codePointAt(at);
      taken += of(character);
      // Marks take no column: without a bound on them a cell could be endless.
      if (taken > columns - 1 || at / 4 > columns) {
        break;
      }
      cut.appendCodePoint(character);
      at += Character.charCount(character);
    }
    return cut.append('…').toString();
  }

  private static int of(int character) {
    switch (Character.getType(character)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> {
        return 0;
      }
      default -> {
        for (int[] range : WIDE) {
          if (character >= range[0] && character <= range[1]) {
            return 2;
          }
        }
        return 1;
      }
    }
  }
}
