package tv.relay.http;

import io.undertow.server.HttpServerExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.xnio.channels.Channels;
import org.xnio.channels.StreamSourceChannel;
import tv.relay.registry.ChannelJson;

/**
 * Reads what comes with a request. Both its length and its time are bounded, and that as a whole: a
 * thread waits for it, and there are few. For any thread that may block.
 */
final class Bodies {
  private static final int PIECE_BYTES = 8 * 1024;

  private final Duration patience;

  /**
   * Any number of them.
   *
   * @param patience how long a client may take to send one
   */
  Bodies(Duration patience) {
    this.patience = patience;
  }

  /** The request's body; null when it was too long or too slow, which is then answered. */
  byte[] read(HttpServerExchange exchange) throws IOException {
    StreamSourceChannel from = exchange.getRequestChannel();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    ByteBuffer piece = ByteBuffer.allocate(PIECE_BYTES);
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      long left = Math.max(1, deadline - System.nanoTime());
      int length = Channels.readBlocking(from, piece, left, TimeUnit.NANOSECONDS);
      if (length < 0) {
        return body.toByteArray();
      }
      body.write(piece.array(), 0, piece.position());
      piece.clear();
      if (body.size() > ChannelJson.MAX_BODY_BYTES) {
        String most = ChannelJson.MAX_BODY_BYTES + " bytes";
        refuse(exchange, 413, "the body is longer than " + most);
        return null;
      }
      if (System.nanoTime() - deadline >= 0) {
        String most = patience.toMillis() / 1000.0 + " s (--header-timeout)";
        refuse(exchange, 408, "the body did not come within " + most + "; nothing was changed");
        return null;
      }
    }
  }

  private static void refuse(HttpServerExchange exchange, int status, String why) {
    exchange.setPersistent(false);
    Answers.jsonError(exchange, status, why, null);
  }
}
