package tv.relay.lists;

/** A list can't be taken in as it was asked for; nothing was changed. Says what to do. */
public final class ListException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ListException(String message) {
    super(message);
  }
}
