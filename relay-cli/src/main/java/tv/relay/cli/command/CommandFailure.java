package tv.relay.cli.command;

/** Ends a command with an exit code and a message for the person who ran it. */
public final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int exitCode;

  /**
   * A failure that needs no further explanation.
   *
   * @param exitCode one of {@link ExitCode}
   * @param message what is wrong and what to do about it; may have several lines
   */
  public CommandFailure(int exitCode, String message) {
    this(exitCode, message, null);
  }

  /**
   * A failure with what led to it.
   *
   * @param cause shown with {@code --verbose} only; may be null
   */
  public CommandFailure(int exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  public int exitCode() {
    return exitCode;
  }
}
