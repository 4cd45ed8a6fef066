package tv.relay.http;

import io.undertow.server.AbstractServerConnection;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import io.undertow.util.ConduitFactory;
import java.time.Duration;
import org.xnio.IoUtils;
import org.xnio.conduits.StreamSinkConduit;

/**
 * Disconnects clients that take no byte of their answer for a while: whoever asks and never reads
 * would keep the answer, and its connection, for ever. Streams are left out, since those who watch
 * are looked after by the delivery. Any thread.
 */
final class AnswerDeadline implements HttpHandler {
  private static final AttachmentKey<Boolean> LIFTED = AttachmentKey.create(Boolean.class);

  private final Duration patience;
  private final HttpHandler next;

  /**
   * In front of those that answer.
   *
   * @param patience how long a client may take nothing
   */
  AnswerDeadline(Duration patience, HttpHandler next) {
    this.patience = patience;
    this.next = next;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    exchange.addResponseWrapper(this::watched);
    next.handleRequest(exchange);
  }

  /** The answer will be a stream; to be said before it begins. */
  static void lift(HttpServerExchange exchange) {
    exchange.putAttachment(LIFTED, true);
  }

  private StreamSinkConduit watched(
      ConduitFactory<StreamSinkConduit> factory, HttpServerExchange exchange) {
    StreamSinkConduit answer = factory.create();
    return exchange.getAttachment(LIFTED) != null
        ? answer
        : new WatchedSink(
            answer,
            exchange.getIoThread(),
            patience,
            exchange::isComplete,
            () ->
                IoUtils.safeClose(
                    ((AbstractServerConnection) exchange.getConnection()).getChannel()));
  }
}
