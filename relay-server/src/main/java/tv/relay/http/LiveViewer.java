package tv.relay.http;

import io.undertow.server.AbstractServerConnection;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.conduits.StreamSinkConduit;
import tv.relay.access.AccessEntry;
import tv.relay.access.AccessLog;
import tv.relay.channel.Admission;
import tv.relay.channel.Channel;
import tv.relay.channel.Refusal;
import tv.relay.channel.Viewer;
import tv.relay.delivery.Client;
import tv.relay.delivery.ClientWatch;
import tv.relay.delivery.CursorSnapshot;
import tv.relay.delivery.Fanout;
import tv.relay.delivery.Join;
import tv.relay.delivery.Subscriber;

/**
 * A request for a stream, from its arrival to the client's leave. Until the channel has answered no
 * byte of a response is sent, so that it can still be a refusal.
 *
 * <p>All state belongs to the connection's I/O thread; the channel's answer is handed over to it.
 */
final class LiveViewer implements Viewer {
  private static final Logger LOG = LoggerFactory.getLogger(LiveViewer.class);

  private final HttpServerExchange exchange;
  private final StreamConnection connection;
  private final StreamSinkConduit socket;
  private final Channel channel;
  private final Admission admission;
  private final Client client;

  /** As the request asks for; null when it doesn't. */
  private final Duration cushion;

  private final AccessLog accessLog;

  private final Ticket ticket;

  /** Null until there is a stream. */
  private Subscriber subscriber;

  /** Whether it is being attached; who leaves meanwhile departs once its stream is known. */
  private boolean attaching;

  /** It has left while it was being attached. */
  private boolean left;

  private boolean gone;

  LiveViewer(
      HttpServerExchange exchange,
      Channel channel,
      Admission admission,
      Client client,
      Duration cushion,
      AccessLog accessLog,
      Ticket ticket) {
    this.exchange = exchange;
    AbstractServerConnection served = (AbstractServerConnection) exchange.getConnection();
    this.connection = served.getChannel();
    this.socket = served.getOriginalSinkConduit();
    this.channel = channel;
    this.admission = admission;
    this.client = client;
    this.cushion = cushion;
    this.accessLog = accessLog;
    this.ticket = ticket;
  }

  void begin() {
    AccessHandler.take(exchange);
    ClientWatch.on(
        connection,
        () -> {
          depart(true);
          IoUtils.safeClose(connection);
        });
    channel.watch(this);
  }

  @Override
  public void start(Fanout fanout, String contentType, boolean fromFirst) {
    onIoThread(() -> attach(fanout, contentType, new Join(cushion, fromFirst)));
  }

  @Override
  public void refuse(Refusal refusal) {
    onIoThread(
        () -> {
          if (!gone) {
            refused(refusal);
          }
        });
  }

  private void attach(Fanout fanout, String contentType, Join join) {
    if (gone) {
      return;
    }
    if (!fanout.isOpen()) {
      refused(new Refusal(Refusal.Kind.UNAVAILABLE, "the channel has just closed", 1));
      return;
    }
    LiveHandler.putStreamHeaders(exchange, contentType);
    AnswerDeadline.lift(exchange);
    StreamSinkChannel response = exchange.getResponseChannel();
    attaching = true;
    try {
      subscriber = fanout.attach(client, connection, response, socket, join, () -> depart(true));
    } catch (RuntimeException | Error e) {
      LOG.error(
          "client {} is disconnected, it can't be attached to channel {}",
          client.id(),
          channel.id(),
          e);
    } finally {
      attaching = false;
    }
    if (subscriber == null) {
      depart(true);
      IoUtils.safeClose(connection);
    } else if (left) {
      depart(true);
    } else {
      sendHead(response);
    }
  }

  /** The head goes out at once, even when the next packet takes a while. */
  private void sendHead(StreamSinkChannel response) {
    try {
      response.flush();
    } catch (IOException e) {
      IoUtils.safeClose(connection);
    }
  }

  private void refused(Refusal refusal) {
    depart(false);
    AccessHandler.giveBack(exchange);
    LiveHandler.refuse(exchange, refusal);
  }

  /**
   * Gives back its place.
   *
   * @param over whether nothing more is to be answered
   */
  private void depart(boolean over) {
    if (attaching) {
      left = true;
    } else if (!gone) {
      gone = true;
      ticket.leave();
      if (over) {
        log();
      }
      admission.leave(channel);
      channel.leave(this);
    }
  }

  private void log() {
    if (subscriber == null) {
      AccessHandler.write(accessLog, exchange, AccessEntry.CLIENT_LEFT, 0, 0);
      return;
    }
    CursorSnapshot account = subscriber.snapshot();
    AccessHandler.write(
        accessLog,
        exchange,
        200,
        account.sentBytes(),
        TimeUnit.NANOSECONDS.toMillis(account.droppedNanos()));
  }

  private void onIoThread(Runnable work) {
    try {
      connection.getIoThread().execute(work);
    } catch (RejectedExecutionException e) {
      // The server is down, and the connection with it.
    }
  }
}
