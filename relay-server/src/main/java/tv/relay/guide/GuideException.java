package tv.relay.guide;

import java.io.IOException;

/** A document is no guide, or one that is too large; the message says why and quotes nothing. */
final class GuideException extends IOException {
  private static final long serialVersionUID = 1L;

  GuideException(String message) {
    super(message);
  }

  GuideException(String message, Throwable cause) {
    super(message, cause);
  }
}
