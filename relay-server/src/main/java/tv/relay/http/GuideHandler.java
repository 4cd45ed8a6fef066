package tv.relay.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.DateUtils;
import io.undertow.util.ETag;
import io.undertow.util.ETagUtils;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import java.io.IOException;
import java.util.Date;
import java.util.Locale;
import java.util.function.Supplier;
import tv.relay.guide.ServedGuide;

/**
 * {@code /guide.xml}: the programme guide of the relayed channels, as XMLTV, packed for those who
 * take it so. Asking whether it has changed costs next to nothing.
 */
final class GuideHandler implements HttpHandler {
  static final String PATH = "/guide.xml";

  private final Supplier<ServedGuide> guides;

  GuideHandler(Supplier<ServedGuide> guides) {
    this.guides = guides;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws IOException {
    exchange.getResponseHeaders().put(Answers.ALLOW_ORIGIN, "*");
    ServedGuide guide = guides.get();
    if (!exchange.getRequestMethod().equals(Methods.GET)
        && !exchange.getRequestMethod().equals(Methods.HEAD)) {
      Answers.methodNotAllowed(exchange, "GET, HEAD");
    } else if (guide == null) {
      Answers.text(exchange, 404, "there is no guide; relay guide add NAME URL gives one");
    } else if (exchange.isInIoThread()) {
      // Opening a file may wait for the disk.
      exchange.dispatch(this);
    } else {
      answer(exchange, guide);
    }
  }

  private static void answer(HttpServerExchange exchange, ServedGuide guide) throws IOException {
    String accepted = exchange.getRequestHeaders().getFirst(Headers.ACCEPT_ENCODING);
    boolean packed = accepted != null && takesGzip(accepted);
    ETag etag = new ETag(false, packed ? guide.etag() + "-gz" : guide.etag());
    Date lastModified = Date.from(guide.lastModified());
    Answers.head(exchange, 200, "application/xml; charset=utf-8");
    var headers = exchange.getResponseHeaders();
    headers.put(Headers.CACHE_CONTROL, "no-cache");
    headers.put(Headers.ETAG, etag.toString());
    headers.put(Headers.LAST_MODIFIED, DateUtils.toDateString(lastModified));
    headers.put(Headers.VARY, "Accept-Encoding");
    boolean isAsked = exchange.getRequestHeaders().contains(Headers.IF_NONE_MATCH);
    // RFC 9110, section 13.2.2: the date counts only where no tag is given.
    boolean changed =
        isAsked
            ? ETagUtils.handleIfNoneMatch(exchange, etag, true)
            : DateUtils.handleIfModifiedSince(exchange, lastModified);
    if (!changed) {
      headers.remove(Headers.CONTENT_TYPE);
      exchange.setStatusCode(304).endExchange();
      return;
    }
    if (packed) {
      headers.put(Headers.CONTENT_ENCODING, "gzip");
    }
    if (exchange.getRequestMethod().equals(Methods.HEAD)) {
      Answers.headOnly(exchange);
      return;
    }
    FilePieces pieces = new FilePieces(packed ? guide.packed() : guide.plain());
    headers.put(Headers.CONTENT_LENGTH, pieces.bytes());
    PieceSender.send(exchange, pieces);
  }

  private static boolean takesGzip(String accepted) {
    for (String coding : accepted.toLowerCase(Locale.ROOT).split(",", -1)) {
      String plain = coding.replace(" ", "");
      if (plain.equals("gzip") || (plain.startsWith("gzip;") && !plain.matches(".*;q=0(\\.0*)?"))) {
        return true;
      }
    }
    return false;
  }
}
