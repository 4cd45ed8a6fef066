package tv.relay.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * {@code /} and {@code /page/…}: the page for people, as files out of the jar. There is nothing in
 * it that a stranger may not see; what it shows it asks for with the admin token. Files are read
 * from the jar when they are asked for first.
 */
final class PageHandler implements HttpHandler {
  static final String ROOT = "/";
  static final String PATH = "/page";

  /** Nothing in it can climb out of the folder. */
  private static final Pattern NAME = Pattern.compile("/page/([a-z][a-z0-9-]{0,40}\\.[a-z]{2,4})");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml",
          "txt", "text/plain; charset=utf-8");

  /**
   * Everything comes from here: names and user agents are hostile text, and the token is in the
   * page's hands. Scripts can't even try to make markup of text (Trusted Types).
   */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " media-src blob:; base-uri 'none'; form-action 'self'; frame-ancestors 'none';"
          + " require-trusted-types-for 'script'; trusted-types relay-page";

  private static final Map<HttpString, String> HEADERS =
      Map.of(
          new HttpString("Content-Security-Policy"), POLICY,
          new HttpString("X-Content-Type-Options"), "nosniff",
          new HttpString("Referrer-Policy"), "no-referrer",
          new HttpString("X-Frame-Options"), "DENY",
          new HttpString("Cross-Origin-Opener-Policy"), "same-origin",
          new HttpString("Cross-Origin-Resource-Policy"), "same-origin");

  private final HttpHandler unknown;
  private final Map<String, PageFile> files = new ConcurrentHashMap<>();

  /**
   * Reads nothing yet.
   *
   * @param unknown answers what is no file of the page
   */
  PageHandler(HttpHandler unknown) {
    this.unknown = unknown;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    String path = exchange.getRequestPath();
    var named = NAME.matcher(path);
    String name = path.equals(ROOT) ? "index.html" : named.matches() ? named.group(1) : null;
    if (name == null || PageHandler.class.getResource("page/" + name) == null) {
      unknown.handleRequest(exchange);
    } else if (!exchange.getRequestMethod().equals(Methods.GET)
        && !exchange.getRequestMethod().equals(Methods.HEAD)) {
      Answers.methodNotAllowed(exchange, "GET, HEAD");
    } else if (exchange.isInIoThread() && !files.containsKey(name)) {
      exchange.dispatch(this);
    } else {
      answer(exchange, files.computeIfAbsent(name, PageHandler::read));
    }
  }

  private static PageFile read(String name) {
    try (InputStream in = PageHandler.class.getResourceAsStream("page/" + name)) {
      return new PageFile(TYPES.get(name.substring(name.lastIndexOf('.') + 1)), in.readAllBytes());
    } catch (IOException e) {
      throw new IllegalStateException("the jar is damaged: can't read the page's " + name, e);
    }
  }

  private static void answer(HttpServerExchange exchange, PageFile file) {
    HeaderMap headers = exchange.getResponseHeaders();
    HEADERS.forEach(headers::put);
    headers.put(Headers.CACHE_CONTROL, "no-cache");
    headers.put(Headers.ETAG, file.tag());
    String known = exchange.getRequestHeaders().getFirst(Headers.IF_NONE_MATCH);
    if (known != null && known.contains(file.tag())) {
      exchange.setStatusCode(304).endExchange();
      return;
    }
    headers.put(Headers.CONTENT_TYPE, file.type());
    exchange.getResponseSender().send(ByteBuffer.wrap(file.body().forWhoever(exchange)));
  }
}
