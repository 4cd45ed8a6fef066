package tv.relay.http;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.xnio.Options;
import org.xnio.XnioWorker;
import tv.relay.access.AccessLog;
import tv.relay.channel.Channels;
import tv.relay.events.EventLog;
import tv.relay.metrics.Metrics;
import tv.relay.overview.Overview;
import tv.relay.playlist.M3uReader;
import tv.relay.registry.AdminToken;
import tv.relay.registry.Registry;
import tv.relay.status.StatusReader;

/** The listening server. */
public final class WebServer implements AutoCloseable {
  private static final int WORKERS = 4;

  /** So long a request may go on when all ends, and again after it was interrupted. */
  private static final int FAREWELL_MILLIS = 1_000;

  /** Connections beyond the clients' limit: status pages, commands, refusals on their way out. */
  public static final int SPARE_CONNECTIONS = 256;

  private final Undertow undertow;

  /**
   * Not listening yet.
   *
   * @param sendBufferBytes the kernel's send buffer for each connection
   * @param clientTimeout how long a client may take nothing of an answer
   * @param maxClients as many connections are accepted, and some for other requests
   * @param publicMetrics whether everybody may read them
   * @param healthy whether the process can serve
   */
  public WebServer(
      HttpOptions options,
      int sendBufferBytes,
      Duration clientTimeout,
      int maxClients,
      Registry registry,
      Channels channels,
      StatusReader status,
      Overview overview,
      EventLog events,
      Documents documents,
      PlayerFaces faces,
      AdminToken token,
      Metrics metrics,
      boolean publicMetrics,
      AccessLog accessLog,
      BooleanSupplier healthy) {
    Callers callers = new Callers(token);
    Forwarding forwarding = new Forwarding(options.publicUrl(), options.trustedProxies());
    PageHandler page = new PageHandler(Router::unknown);
    LiveHandler live = new LiveHandler(channels, forwarding, accessLog);
    PlayerRoutes players =
        new PlayerRoutes(faces, registry, channels, live, documents.guide(), forwarding::baseUrl);
    Bodies bodies = new Bodies(options.headerTimeout());
    Router router =
        new Router(callers)
            .open(LiveHandler.PATH, players.streams(live))
            .open(
                PlaylistHandler.PATH,
                new PlaylistHandler(
                    new ChannelOrder(registry), forwarding, () -> documents.guide().get() != null))
            .open(GuideHandler.PATH, new GuideHandler(documents.guide()))
            .open(PlayerRoutes.ANY, players.streams(Router::unknown))
            .open(StatusHandler.PATH, new StatusHandler(channels, status, callers))
            .open(MetricsHandler.PATH, new MetricsHandler(metrics, callers, publicMetrics))
            .open(HealthHandler.PATH, new HealthHandler(healthy))
            .open(ReadyHandler.PATH, new ReadyHandler(healthy, channels.drain()))
            .admin(ChannelsApi.PATH, new ChannelsApi(registry, channels, bodies))
            .admin(ClientsApi.PATH, new ClientsApi(channels, status))
            .admin(AccountsApi.PATH, new AccountsApi(registry, bodies))
            .admin(DrainApi.PATH, new DrainApi(channels, forwarding))
            .admin(EventsApi.PATH, new EventsApi(events))
            .admin(EventStreams.PATH, new EventStreams(events))
            .admin(OverviewApi.PATH, new OverviewApi(overview, forwarding))
            .admin(ImportApi.PATH, new ImportApi(documents))
            .admin(SubscriptionsApi.LISTS, SubscriptionsApi.ofLists(documents, bodies))
            .admin(SubscriptionsApi.GUIDES, SubscriptionsApi.ofGuides(documents, bodies))
            .exactly(PageHandler.ROOT, page)
            .open(PageHandler.PATH, page);
    players.addTo(router, bodies);
    int headerMillis = (int) Math.min(Integer.MAX_VALUE, options.headerTimeout().toMillis());
    int ioThreads =
        options.ioThreads() > 0
            ? options.ioThreads()
            : Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    undertow =
        Undertow.builder()
            .addHttpListener(
                options.listen().getPort(),
                options.listen().getHostString(),
                new AccessHandler(
                    accessLog,
                    forwarding,
                    new AnswerDeadline(
                        clientTimeout, new RequestLimits(options.maxHeaderBytes(), router))))
            .setIoThreads(ioThreads)
            .setWorkerOption(Options.WORKER_NAME, "relay-io")
            .setWorkerOption(Options.WORKER_TASK_CORE_THREADS, WORKERS)
            .setWorkerOption(Options.WORKER_TASK_MAX_THREADS, WORKERS)
            .setSocketOption(Options.SEND_BUFFER, sendBufferBytes)
            .setSocketOption(Options.TCP_NODELAY, true)
            .setSocketOption(Options.KEEP_ALIVE, true)
            .setSocketOption(Options.BACKLOG, 4096)
            .setSocketOption(Options.CONNECTION_HIGH_WATER, maxClients + SPARE_CONNECTIONS)
            .setSocketOption(Options.CONNECTION_LOW_WATER, maxClients + SPARE_CONNECTIONS)
            .setServerOption(
                UndertowOptions.MAX_HEADER_SIZE, RequestLimits.EXPLAINED * options.maxHeaderBytes())
            .setServerOption(
                UndertowOptions.MAX_HEADERS, RequestLimits.EXPLAINED * RequestLimits.MAX_HEADERS)
            .setServerOption(UndertowOptions.MAX_PARAMETERS, 100)
            // For lists, whose reader says what is wrong before this cuts the connection. It can't
            // be set for a path: a body in chunks has its bound from here when it is parsed.
            .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, M3uReader.MAX_BYTES + (1 << 20))
            .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, headerMillis)
            // Until the first byte of a head. Undertow has the same for who was answered and may
            // ask again.
            .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, headerMillis)
            .setServerOption(UndertowOptions.SHUTDOWN_TIMEOUT, FAREWELL_MILLIS)
            // Ids are matched on the raw path.
            .setServerOption(UndertowOptions.DECODE_URL, false)
            .build();
  }

  /**
   * Listens from now on.
   *
   * @throws BindException when the address is taken or not ours
   */
  public void start() throws BindException {
    try {
      undertow.start();
    } catch (RuntimeException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof BindException bind) {
          throw bind;
        }
      }
      throw e;
    }
  }

  /** Where it listens; the port is known even when a free one was asked for. */
  public InetSocketAddress address() {
    return (InetSocketAddress) undertow.getListenerInfo().get(0).getAddress();
  }

  /** Also before it listens. */
  @Override
  public void close() {
    XnioWorker worker = undertow.getWorker();
    // Interrupts who waits for the rest of a request: that its connection is closed wakes nobody.
    undertow.stop();
    if (worker != null) {
      try {
        worker.awaitTermination(FAREWELL_MILLIS, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
