package tv.relay.cli.terminal;

/**
 * A key that was pressed. A value.
 *
 * @param character meaningful for {@link Kind#CHARACTER}
 */
public record Key(Kind kind, int character) {
  /** No key within the time given. */
  public static final Key NONE = new Key(Kind.NONE, 0);

  /** Which key. */
  public enum Kind {
    NONE,
    CHARACTER,
    UP,
    DOWN,
    PAGE_UP,
    PAGE_DOWN,
    HOME,
    END,
    ENTER,
    ESCAPE,
    BACKSPACE,
    /** Input has ended: the terminal is gone. */
    CLOSED
  }

  static Key of(Kind kind) {
    return new Key(kind, 0);
  }

  /** Whether it is that character. */
  public boolean is(char wanted) {
    return kind == Kind.CHARACTER && character == wanted;
  }
}
