package tv.relay.http;

import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.AbstractServerConnection;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Methods;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.xnio.IoUtils;

/**
 * Sends an answer of any length piece by piece, as fast as the client takes it: memory for one
 * piece, and no thread while the client is waited for. Pieces are made on worker threads. Clients
 * that take nothing are for {@link AnswerDeadline}.
 */
final class PieceSender implements IoCallback {
  /** Makes an answer, a piece at a time; for one thread at a time. */
  interface Pieces extends Closeable {
    /** The next piece, of which the buffer is the sender's until it asks again; null at the end. */
    ByteBuffer next() throws IOException;
  }

  private final HttpServerExchange exchange;
  private final Pieces pieces;

  private final AtomicBoolean done = new AtomicBoolean();

  private PieceSender(HttpServerExchange exchange, Pieces pieces) {
    this.exchange = exchange;
    this.pieces = pieces;
  }

  /** Answers 200 with pieces of that type, or with the head alone where that was asked for. */
  static void answer(HttpServerExchange exchange, String contentType, Pieces pieces)
      throws IOException {
    Answers.head(exchange, 200, contentType);
    if (exchange.getRequestMethod().equals(Methods.HEAD)) {
      IoUtils.safeClose(pieces);
      Answers.headOnly(exchange);
    } else {
      send(exchange, pieces);
    }
  }

  /** Begins to send; the pieces are closed at the end, however that comes. */
  static void send(HttpServerExchange exchange, Pieces pieces) {
    PieceSender sender = new PieceSender(exchange, pieces);
    exchange.addExchangeCompleteListener(
        (completed, next) -> {
          sender.finish();
          next.proceed();
        });
    exchange.dispatch(sender::sendNext);
  }

  private void sendNext() {
    try {
      ByteBuffer piece = pieces.next();
      if (piece == null) {
        exchange.endExchange();
      } else {
        exchange.getResponseSender().send(piece, this);
      }
    } catch (IOException | RuntimeException e) {
      // The head is gone already: only a broken connection tells that this is not the end.
      breakOff();
    }
  }

  @Override
  public void onComplete(HttpServerExchange completed, Sender sender) {
    if (completed.isInIoThread()) {
      // Later, since the sender isn't done with this call and is not for two threads at once.
      completed.getIoThread().execute(() -> completed.dispatch(this::sendNext));
    } else {
      sendNext();
    }
  }

  @Override
  public void onException(HttpServerExchange failed, Sender sender, IOException exception) {
    breakOff();
  }

  private void breakOff() {
    finish();
    IoUtils.safeClose(((AbstractServerConnection) exchange.getConnection()).getChannel());
  }

  private void finish() {
    if (done.compareAndSet(false, true)) {
      IoUtils.safeClose(pieces);
    }
  }
}
