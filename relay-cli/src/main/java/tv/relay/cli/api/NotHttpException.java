package tv.relay.cli.api;

import java.io.IOException;

/** What came over the connection isn't an answer by the rules of HTTP. */
final class NotHttpException extends IOException {
  private static final long serialVersionUID = 1;

  NotHttpException(String message) {
    super(message);
  }
}
