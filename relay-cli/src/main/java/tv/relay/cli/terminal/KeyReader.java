package tv.relay.cli.terminal;

import java.io.IOException;

/**
 * Makes keys of what a terminal sends: characters, and sequences that begin with ESC (ECMA-48; what
 * xterm, the Linux console and tmux send for arrows and paging). For one thread.
 */
public final class KeyReader {
  private static final int ESC = 0x1b;
  private static final int DELETE = 0x7f;

  /** A key's sequence arrives at once; ESC alone is followed by nothing for so long. */
  private static final long SEQUENCE_MILLIS = 50;

  private static final int MAX_SEQUENCE = 16;

  /** Where characters come from. */
  @FunctionalInterface
  public interface Characters {
    int END = -1;
    int TIMEOUT = -2;

    /** Waits so long for the next; {@link #END} or {@link #TIMEOUT} where none comes. */
    int read(long millis) throws IOException;
  }

  private final Characters characters;

  public KeyReader(Characters characters) {
    this.characters = characters;
  }

  /** The next key within that time. */
  public Key read(long millis) throws IOException {
    int character = characters.read(millis);
    return switch (character) {
      case Characters.END -> Key.of(Key.Kind.CLOSED);
      case Characters.TIMEOUT -> Key.NONE;
      case '\r', '\n' -> Key.of(Key.Kind.ENTER);
      case '\b', DELETE -> Key.of(Key.Kind.BACKSPACE);
      case ESC -> sequence();
      default ->
          Character.isISOControl(character) ? Key.NONE : new Key(Key.Kind.CHARACTER, character);
    };
  }

  private Key sequence() throws IOException {
    int introducer = characters.read(SEQUENCE_MILLIS);
    if (introducer != '[' && introducer != 'O') {
      return introducer < 0 || introducer == ESC ? Key.of(Key.Kind.ESCAPE) : Key.NONE;
    }
    StringBuilder parameters = new StringBuilder();
    for (int i = 0; i < MAX_SEQUENCE; i++) {
      int next = characters.read(SEQUENCE_MILLIS);
      if (next < 0) {
        return Key.NONE;
      }
      if (next >= '@' && next <= '~') {
        return named((char) next, parameters.toString());
      }
      parameters.append((char) next);
    }
    return Key.NONE;
  }

  private static Key named(char last, String parameters) {
    return switch (last) {
      case 'A' -> Key.of(Key.Kind.UP);
      case 'B' -> Key.of(Key.Kind.DOWN);
      case 'H' -> Key.of(Key.Kind.HOME);
      case 'F' -> Key.of(Key.Kind.END);
      case '~' ->
          switch (parameters) {
            case "1", "7" -> Key.of(Key.Kind.HOME);
            case "4", "8" -> Key.of(Key.Kind.END);
            case "5" -> Key.of(Key.Kind.PAGE_UP);
            case "6" -> Key.of(Key.Kind.PAGE_DOWN);
            default -> Key.NONE;
          };
      default -> Key.NONE;
    };
  }
}
