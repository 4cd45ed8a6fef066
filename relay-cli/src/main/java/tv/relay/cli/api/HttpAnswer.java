package tv.relay.cli.api;

import java.util.Locale;

/**
 * What a server answered.
 *
 * @param contentType as sent, or empty
 * @param body empty where the answer isn't JSON: such a body is not read
 */
record HttpAnswer(int status, String contentType, String body) {

  static boolean json(String contentType) {
    return contentType.toLowerCase(Locale.ROOT).startsWith("application/json");
  }

  boolean success() {
    return status >= 200 && status < 300;
  }
}
