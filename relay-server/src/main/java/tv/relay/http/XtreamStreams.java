package tv.relay.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Methods;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tv.relay.channel.Channel;
import tv.relay.channel.Channels;
import tv.relay.channel.Refusal;
import tv.relay.play.Login;
import tv.relay.play.PlayAccounts;
import tv.relay.play.Player;
import tv.relay.play.Seat;
import tv.relay.tuner.Lineup.Entry;
import tv.relay.tuner.Lineups;

/**
 * {@code /live/USER/PASSWORD/ID.ts} and {@code /USER/PASSWORD/ID}: streams for play accounts. One
 * with as many streams as it may have waits a moment, since players open the next channel before
 * they close the last. All other paths are somebody else's.
 */
final class XtreamStreams implements HttpHandler {
  private static final Pattern PATH =
      Pattern.compile(
          "(?:/live)?/([A-Za-z0-9._-]{1,64})/([A-Za-z0-9._-]{1,64})/([0-9]{1,9})(\\.ts)?");
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(3);
  private static final int LOOK_AGAIN_MILLIS = 100;
  private static final int RETRY_AFTER_SECONDS = 5;

  private final PlayAccounts accounts;
  private final Lineups lineups;
  private final Channels channels;
  private final LiveHandler live;
  private final HttpHandler others;

  /**
   * In front of another handler.
   *
   * @param live what streams
   * @param others what answers all other paths
   */
  XtreamStreams(
      PlayAccounts accounts,
      Lineups lineups,
      Channels channels,
      LiveHandler live,
      HttpHandler others) {
    this.accounts = accounts;
    this.lineups = lineups;
    this.channels = channels;
    this.live = live;
    this.others = others;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    Matcher path = PATH.matcher(exchange.getRequestPath());
    if (!path.matches()) {
      others.handleRequest(exchange);
    } else if (exchange.getRequestMethod().equals(Methods.OPTIONS)) {
      live.serve(exchange, null, Ticket.NONE);
    } else {
      String user = path.group(1);
      String password = path.group(2);
      int streamId = Integer.parseInt(path.group(3));
      HttpHandler entering = asked -> enter(asked, user, password, streamId);
      exchange.dispatch((HttpHandler) asked -> XtreamLogin.guarded(asked, entering));
    }
  }

  /** On a worker thread, since checking a password takes long. */
  private void enter(HttpServerExchange exchange, String user, String password, int streamId) {
    exchange.getResponseHeaders().put(Answers.ALLOW_ORIGIN, "*");
    Login login = accounts.login(user, password);
    switch (login.outcome()) {
      case WRONG -> XtreamLogin.wrong(exchange);
      case TOO_OFTEN -> XtreamLogin.tooOften(exchange);
      case WELCOME -> {
        Entry entry = lineups.byStream(streamId);
        Channel channel = entry == null ? null : channels.find(entry.channel().id());
        Waiting waiting =
            new Waiting(exchange, login.player(), channel, System.nanoTime() + PATIENCE_NANOS);
        exchange.dispatch(exchange.getIoThread(), waiting);
      }
    }
  }

  /** Somebody who was let in and looks for a place. Runs on the connection's I/O thread. */
  private final class Waiting implements Runnable {
    private final HttpServerExchange exchange;
    private final Player player;
    private final Channel channel;
    private final long deadlineNanos;

    Waiting(HttpServerExchange exchange, Player player, Channel channel, long deadlineNanos) {
      this.exchange = exchange;
      this.player = player;
      this.channel = channel;
      this.deadlineNanos = deadlineNanos;
    }

    @Override
    public void run() {
      XtreamLogin.guarded(exchange, this::look);
    }

    private void look(HttpServerExchange asked) throws Exception {
      if (channel == null || !asked.getRequestMethod().equals(Methods.GET)) {
        live.serve(asked, channel, Ticket.NONE);
        return;
      }
      if (!asked.getConnection().isOpen()) {
        asked.endExchange();
        return;
      }
      Seat seat = player.sit();
      if (seat != null) {
        live.serve(asked, channel, ticket(seat));
      } else if (System.nanoTime() - deadlineNanos < 0) {
        lookAgain();
      } else {
        LiveHandler.refuse(asked, full());
      }
    }

    private void lookAgain() {
      try {
        exchange.getIoThread().executeAfter(this, LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException e) {
        // The server is down, and the connection with it.
      }
    }

    private Refusal full() {
      int most = player.view().maxConnections();
      return new Refusal(
          Refusal.Kind.UNAVAILABLE,
          "the play account "
              + player.view().user()
              + " has its limit of "
              + most
              + (most == 1 ? " stream" : " streams")
              + " at once",
          RETRY_AFTER_SECONDS);
    }

    private Ticket ticket(Seat seat) {
      return new Ticket() {
        @Override
        public void usedBy(long clientId) {
          seat.endBy(() -> channels.kick(clientId));
        }

        @Override
        public void leave() {
          seat.leave();
        }
      };
    }
  }
}
