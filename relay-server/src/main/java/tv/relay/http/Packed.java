package tv.relay.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** A body that is compressed once, however often it is sent, and only if that pays. Any thread. */
final class Packed {
  /** Less than that fits into one segment of TCP as it is. */
  private static final int WORTHWHILE_BYTES = 1_400;

  private final byte[] plain;

  /** Null while nobody wanted it. Guarded by this. */
  private byte[] packed;

  Packed(byte[] plain) {
    this.plain = plain;
  }

  /** The body in the form that the request can take; says so in the answer's head. */
  byte[] forWhoever(HttpServerExchange exchange) {
    if (plain.length < WORTHWHILE_BYTES) {
      return plain;
    }
    exchange.getResponseHeaders().put(Headers.VARY, "Accept-Encoding");
    String accepted = exchange.getRequestHeaders().getFirst(Headers.ACCEPT_ENCODING);
    if (accepted == null || !accepted.toLowerCase(Locale.ROOT).contains("gzip")) {
      return plain;
    }
    exchange.getResponseHeaders().put(Headers.CONTENT_ENCODING, "gzip");
    return packed();
  }

  private synchronized byte[] packed() {
    if (packed == null) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(plain.length / 4);
      try (Quick gzip = new Quick(bytes)) {
        gzip.write(plain);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      packed = bytes.toByteArray();
    }
    return packed;
  }

  /** The quickest level: most is made once a second and thrown away. */
  private static final class Quick extends GZIPOutputStream {
    Quick(ByteArrayOutputStream out) throws IOException {
      super(out, 8 * 1024);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
