package tv.relay.server;

/** The relay can't start; the message says why and what to do about it. */
public final class StartException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean asksTooMuch;

  StartException(String message) {
    this(message, null);
  }

  StartException(String message, Throwable cause) {
    super(message, cause);
    asksTooMuch = false;
  }

  private StartException(String message, boolean asksTooMuch) {
    super(message);
    this.asksTooMuch = asksTooMuch;
  }

  static StartException asksTooMuch(String message) {
    return new StartException(message, true);
  }

  /** Whether the options ask for more than the machine has: trying again won't help. */
  public boolean asksTooMuch() {
    return asksTooMuch;
  }
}
