package tv.relay.cli.bench.load;

import java.io.IOException;

/** A server said what isn't HTTP/1; the message says what. */
final class MalformedResponseException extends IOException {
  private static final long serialVersionUID = 1;

  MalformedResponseException(String message) {
    super(message);
  }
}
