package tv.relay.http;

import io.undertow.server.AbstractServerConnection;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.XnioExecutor;
import org.xnio.channels.StreamSinkChannel;
import tv.relay.delivery.ClientWatch;
import tv.relay.events.Event;
import tv.relay.events.EventLog;

/**
 * One who follows the events. It has no queue: it knows the number of the last event it was sent,
 * and reads on in the log when it has taken that. One that is too slow is told how many it missed.
 * Belongs to its connection's I/O thread, but for {@link #wake}.
 */
final class EventStream {
  /** Sent when nothing happens, so that both sides notice when the other is gone. */
  private static final int HEARTBEAT_SECONDS = 15;

  private static final int BATCH = 50;
  private static final byte[] HEARTBEAT = ":\n\n".getBytes(StandardCharsets.UTF_8);
  private static final byte[] HELLO = "retry: 2000\n\n".getBytes(StandardCharsets.UTF_8);

  private final HttpServerExchange exchange;
  private final EventLog log;
  private final Consumer<EventStream> ended;
  private final AtomicBoolean woken = new AtomicBoolean();
  private StreamSinkChannel response;
  private ByteBuffer unsent = ByteBuffer.wrap(HELLO);
  private long sentNumber;
  private XnioExecutor.Key heartbeat;
  private boolean over;

  EventStream(
      HttpServerExchange exchange, EventLog log, long sentNumber, Consumer<EventStream> ended) {
    this.exchange = exchange;
    this.log = log;
    this.sentNumber = sentNumber;
    this.ended = ended;
  }

  void begin() {
    response = exchange.getResponseChannel();
    response.getWriteSetter().set(channel -> send());
    StreamConnection connection =
        ((AbstractServerConnection) exchange.getConnection()).getChannel();
    ClientWatch.on(connection, this::end);
    beatLater();
    send();
  }

  /** There is something new. Any thread. */
  void wake() {
    if (woken.compareAndSet(false, true)) {
      try {
        exchange
            .getIoThread()
            .execute(
                () -> {
                  woken.set(false);
                  send();
                });
      } catch (RejectedExecutionException e) {
        // The server is down, and the connection with it.
      }
    }
  }

  private void send() {
    if (over) {
      return;
    }
    try {
      while (unsent.hasRemaining() || more()) {
        if (response.write(unsent) == 0) {
          response.resumeWrites();
          return;
        }
      }
      if (response.flush()) {
        response.suspendWrites();
      } else {
        response.resumeWrites();
      }
    } catch (IOException e) {
      end();
    }
  }

  /** Makes the next events ready to be sent; whether there are any. */
  private boolean more() {
    List<Event> later = log.since(sentNumber);
    if (later.isEmpty()) {
      return false;
    }
    StringBuilder text = new StringBuilder();
    long missed = later.get(0).number() - sentNumber - 1;
    if (missed > 0 && sentNumber > 0) {
      text.append("event: missed\ndata: {\"count\":").append(missed).append("}\n\n");
    }
    for (Event event : later.subList(0, Math.min(BATCH, later.size()))) {
      text.append("id: ").append(event.number()).append("\nevent: relay\ndata: ");
      text.append(Answers.line(EventsApi.json(event))).append("\n\n");
      sentNumber = event.number();
    }
    unsent = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
    return true;
  }

  private void beatLater() {
    heartbeat =
        exchange.getIoThread().executeAfter(this::beat, HEARTBEAT_SECONDS, TimeUnit.SECONDS);
  }

  private void beat() {
    if (over) {
      return;
    }
    if (unsent.hasRemaining()) {
      // It has taken nothing since the last beat.
      end();
      return;
    }
    unsent = ByteBuffer.wrap(HEARTBEAT);
    send();
    beatLater();
  }

  private void end() {
    if (!over) {
      over = true;
      if (heartbeat != null) {
        heartbeat.remove();
      }
      ended.accept(this);
      IoUtils.safeClose(exchange.getConnection());
    }
  }
}
