package tv.relay.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.relay.access.AccessCounts;
import tv.relay.access.AccessLog;
import tv.relay.account.AccountBook;
import tv.relay.channel.Channels;
import tv.relay.channel.ControlThread;
import tv.relay.channel.Limits;
import tv.relay.channel.Upstreams;
import tv.relay.delivery.Delivery;
import tv.relay.delivery.PeerWatch;
import tv.relay.events.EventLog;
import tv.relay.http.PlayerFaces;
import tv.relay.http.WebServer;
import tv.relay.memory.HeapCare;
import tv.relay.metrics.Metrics;
import tv.relay.overview.Overview;
import tv.relay.play.PlayAccounts;
import tv.relay.registry.AdminToken;
import tv.relay.registry.DataFolder;
import tv.relay.registry.DataFolderException;
import tv.relay.registry.FileChannelStore;
import tv.relay.registry.Registry;
import tv.relay.ring.Beat;
import tv.relay.ring.RingMemory;
import tv.relay.status.StatusReader;
import tv.relay.tuner.DeviceId;
import tv.relay.tuner.Lineups;
import tv.relay.upstream.PublishTimes;
import tv.relay.upstream.SourceClient;
import tv.relay.upstream.SourceTimeouts;

/** A running relay: everything put together, started in order and ended in reverse. */
public final class RelayServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RelayServer.class);

  /** How long clients may take to accept the end of their stream before they are cut off. */
  private static final long FAREWELL_NANOS = TimeUnit.SECONDS.toNanos(3);

  private static final Duration HEAP_CARE = Duration.ofSeconds(30);

  private final DataFolder folder;
  private final AdminToken token;
  private final Registry registry;
  private final Upstreams upstreams;
  private final Delivery delivery;
  private final ControlThread control;
  private final Channels channels;
  private final PeerWatch peers;
  private final StatusReader status;
  private final AccessLog accessLog;
  private final Refreshing refreshing;
  private final WebServer web;

  private RelayServer(
      ServerOptions options,
      RingMemory ringMemory,
      DataFolder folder,
      AccessLog accessLog,
      AccessCounts accessCounts) {
    this.folder = folder;
    this.accessLog = accessLog;
    token = AdminToken.open(folder);
    Limits limits = OpenFileLimit.applyTo(options.limits());
    registry = Registry.open(new FileChannelStore(folder), limits.maxChannels());
    upstreams =
        new Upstreams(
            new SourceClient(
                new SourceTimeouts(
                    options.channels().connectTimeout(), options.channels().stallTimeout()),
                "relay/" + Version.NUMBER,
                options.channels().rules().allowPrivateRedirects()),
            Beat.every(options.delivery().interval()),
            PublishTimes.open(options.monitoring().publishTimes()));
    EventLog events = new EventLog();
    delivery = new Delivery(options.delivery(), events);
    control = new ControlThread();
    // Later: asking the JVM takes longer than a start should.
    Runnable tending = () -> tendHeap(HeapCare.ofThisProcess());
    control.execute(() -> control.after(HEAP_CARE, tending));
    channels =
        new Channels(
            registry,
            control,
            upstreams,
            delivery,
            ringMemory,
            options.channels(),
            limits,
            events,
            new AccountBook(options.accounts(), control::after),
            options.accounts().zapWait());
    refreshing =
        new Refreshing(
            folder,
            registry,
            events,
            new SourceClient(
                new SourceTimeouts(options.channels().connectTimeout(), Refreshing.PATIENCE),
                "relay/" + Version.NUMBER,
                options.channels().rules().allowPrivateRedirects()));
    peers = PeerWatch.start(channels::subscribers, options.delivery().clientTimeout());
    status = new StatusReader(Version.NUMBER, channels);
    web =
        new WebServer(
            options.http(),
            options.delivery().sendBufferBytes(),
            options.delivery().clientTimeout(),
            limits.maxClients(),
            registry,
            channels,
            status,
            new Overview(Version.NUMBER, channels, status),
            events,
            refreshing.documents(),
            new PlayerFaces(
                DeviceId.open(folder),
                Version.NUMBER,
                options.tuner(),
                new Lineups(registry, folder),
                PlayAccounts.open(folder)),
            token,
            new Metrics(
                Version.NUMBER, channels, limits.maxClients(), accessCounts, refreshing::failing),
            options.monitoring().publicMetrics(),
            accessLog,
            control::isResponsive);
  }

  /**
   * Starts a relay; when this returns it serves.
   *
   * @throws StartException when it can't, saying why and what to do
   */
  public static RelayServer start(ServerOptions options) throws StartException {
    RingMemory ringMemory = EnoughMemory.require(options);
    DataFolder folder;
    try {
      folder = DataFolder.open(options.dataDir());
    } catch (DataFolderException e) {
      throw new StartException(e.getMessage(), e);
    }
    RelayServer server = null;
    AccessLog accessLog = null;
    try {
      AccessCounts accessCounts = new AccessCounts();
      accessLog = openAccessLog(options.monitoring(), accessCounts);
      server = new RelayServer(options, ringMemory, folder, accessLog, accessCounts);
      server.web.start();
      server.refreshing.start();
      return server;
    } catch (StartException e) {
      closeAfterFailure(server, folder, accessLog);
      throw e;
    } catch (DataFolderException | UncheckedIOException e) {
      closeAfterFailure(server, folder, accessLog);
      throw new StartException(e.getMessage(), e);
    } catch (BindException e) {
      closeAfterFailure(server, folder, accessLog);
      throw new StartException(cannotListen(options.http().listen(), e), e);
    } catch (RuntimeException e) {
      closeAfterFailure(server, folder, accessLog);
      throw e;
    }
  }

  private static AccessLog openAccessLog(MonitoringOptions options, AccessCounts counts)
      throws StartException {
    try {
      return AccessLog.open(options.accessLog(), options.accessLogFormat(), counts);
    } catch (IOException | InvalidPathException e) {
      throw new StartException(
          "can't write the access log to "
              + options.accessLog()
              + " ("
              + e
              + "). Its folder must exist and be writable by the user that runs the relay;"
              + " choose another with --access-log FILE",
          e);
    }
  }

  private static String cannotListen(InetSocketAddress address, BindException e) {
    String where = address.getHostString() + ":" + address.getPort();
    String why = e.getMessage() == null ? "" : e.getMessage();
    // What the system calls EADDRNOTAVAIL.
    String advice =
        why.contains("assign")
            ? "No interface of this machine has that address; 0.0.0.0 stands for all of them"
            : why.contains("denied")
                ? "Ports below 1024 are for root alone: choose a higher one with --listen HOST:PORT"
                : "Is another program using the port? Choose another with --listen HOST:PORT";
    return "can't listen on " + where + ": " + why + ". " + advice;
  }

  private static void closeAfterFailure(
      RelayServer server, DataFolder folder, AccessLog accessLog) {
    if (server != null) {
      server.close();
      return;
    }
    if (accessLog != null) {
      accessLog.close();
    }
    try {
      folder.close();
    } catch (IOException e) {
      LOG.warn("the data folder could not be closed; nothing in it is lost by that", e);
    }
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return web.address();
  }

  /** The file that holds the admin token. */
  public Path tokenFile() {
    return token.file();
  }

  public Registry registry() {
    return registry;
  }

  /**
   * Takes no new clients any more, and lets those that watch stay for so long; asked again, the new
   * time counts. Returns at once; whoever runs the relay closes it after {@link #awaitDrained}.
   */
  public void drain(Duration atMost) {
    LOG.info(
        "draining: {} clients may stay for up to {} s", channels.clients(), atMost.toSeconds());
    channels.drain().begin(atMost);
  }

  /** Waits until a drain was asked for, by whomever, and nobody is left or its time is up. */
  public void awaitDrained() throws InterruptedException {
    channels.drain().await();
  }

  /** Ends all streams on a packet boundary, then everything else; takes a few seconds at most. */
  @Override
  public void close() {
    channels.end();
    long deadline = System.nanoTime() + FAREWELL_NANOS;
    while (channels.clients() > 0 && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
    close("the web server", web::close);
    close("the watch over clients' connections", peers::close);
    close("the access log", accessLog::close);
    close("the refreshing of lists", refreshing::close);
    close("the delivery", delivery::close);
    close("the sources", upstreams::close);
    close("the control thread", control::close);
    try {
      folder.close();
    } catch (IOException e) {
      LOG.warn("the data folder could not be closed; nothing in it is lost by that", e);
    }
  }

  /** What fails at its end keeps nothing else from ending. */
  private static void close(String what, Runnable end) {
    try {
      end.run();
    } catch (RuntimeException e) {
      LOG.error("{} could not be ended; this is a defect of the relay, please report it", what, e);
    }
  }

  /** Now and then; on the control thread. */
  private void tendHeap(HeapCare care) {
    care.tend();
    control.after(HEAP_CARE, () -> tendHeap(care));
  }
}
