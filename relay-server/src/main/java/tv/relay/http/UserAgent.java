package tv.relay.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** What a client calls itself, made fit for being shown. */
final class UserAgent {
  private static final int MAX_LETTERS = 200;

  private UserAgent() {}

  /** Empty when the client doesn't say. */
  static String of(HttpServerExchange exchange) {
    String header = exchange.getRequestHeaders().getFirst(Headers.USER_AGENT);
    return header == null ? "" : readable(header);
  }

  /** Bounded, in the letters meant, and without what a terminal or a log would obey. */
  static String readable(String header) {
    StringBuilder text = new StringBuilder();
    decoded(header)
        .codePoints()
        .limit(MAX_LETTERS)
        .forEach(letter -> text.appendCodePoint(Character.isISOControl(letter) ? '?' : letter));
    return text.toString();
  }

  /** Headers are read as Latin-1, though what programs put there is UTF-8 as a rule. */
  private static String decoded(String header) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(header.getBytes(ISO_8859_1))).toString();
    } catch (CharacterCodingException e) {
      return header;
    }
  }
}
