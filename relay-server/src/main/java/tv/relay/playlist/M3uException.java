package tv.relay.playlist;

import java.io.IOException;

/** A text is no list of channels, or one too large to be read; the message says what to do. */
public final class M3uException extends IOException {
  private static final long serialVersionUID = 1L;

  M3uException(String message) {
    super(message);
  }
}
