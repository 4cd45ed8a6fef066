package tv.relay.registry;

/**
 * The data folder, or a file in it, can't be used as it is, and the relay must not start. The
 * message names the file, the line where there is one, the cause, and what a person can do; it
 * quotes nothing of the file. Nothing was changed.
 */
public final class DataFolderException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DataFolderException(String message) {
    super(message);
  }

  public DataFolderException(String message, Throwable cause) {
    super(message, cause);
  }
}
