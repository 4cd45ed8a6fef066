package tv.relay.http;

import io.undertow.server.ExchangeCompletionListener;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import tv.relay.access.AccessEntry;
import tv.relay.access.AccessLog;

/**
 * Writes a line to the access log for each request once it is answered. A stream's line is written
 * by {@link LiveViewer} when it ends, since its bytes go past the exchange. Any thread.
 */
final class AccessHandler implements HttpHandler {
  /** When the request's head was there, as of {@link System#nanoTime}. */
  private static final AttachmentKey<Long> BEGAN = AttachmentKey.create(Long.class);

  /** Who asked, noted before the connection may be gone. */
  private static final AttachmentKey<String> CLIENT = AttachmentKey.create(String.class);

  /** Set for an exchange whose line somebody else writes. */
  private static final AttachmentKey<Boolean> TAKEN = AttachmentKey.create(Boolean.class);

  private final AccessLog log;
  private final Forwarding forwarding;
  private final HttpHandler next;

  AccessHandler(AccessLog log, Forwarding forwarding, HttpHandler next) {
    this.log = log;
    this.forwarding = forwarding;
    this.next = next;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    exchange.putAttachment(BEGAN, System.nanoTime());
    exchange.putAttachment(CLIENT, forwarding.clientAddress(exchange));
    exchange.addExchangeCompleteListener(this::completed);
    next.handleRequest(exchange);
  }

  private void completed(
      HttpServerExchange exchange, ExchangeCompletionListener.NextListener nextListener) {
    try {
      if (exchange.getAttachment(TAKEN) == null) {
        write(log, exchange, exchange.getStatusCode(), exchange.getResponseBytesSent(), 0);
      }
    } finally {
      nextListener.proceed();
    }
  }

  /** From now on the caller writes the exchange's line. */
  static void take(HttpServerExchange exchange) {
    exchange.putAttachment(TAKEN, true);
  }

  /** The line is the exchange's own again. */
  static void giveBack(HttpServerExchange exchange) {
    exchange.removeAttachment(TAKEN);
  }

  static void write(
      AccessLog log, HttpServerExchange exchange, int status, long bytes, long droppedMillis) {
    Long began = exchange.getAttachment(BEGAN);
    long nanos = began == null ? 0 : System.nanoTime() - began;
    log.write(
        new AccessEntry(
            Instant.now(),
            exchange.getAttachment(CLIENT),
            exchange.getRequestMethod().toString(),
            LoggedPath.of(exchange.getRequestPath()),
            exchange.getProtocol().toString(),
            status,
            bytes,
            nanos / (double) TimeUnit.SECONDS.toNanos(1),
            UserAgent.of(exchange),
            droppedMillis));
  }
}
