package tv.relay.subscription;

/** Cannot be done now, since the same is going on already; asking again later helps. */
public final class BusyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BusyException(String message) {
    super(message);
  }
}
