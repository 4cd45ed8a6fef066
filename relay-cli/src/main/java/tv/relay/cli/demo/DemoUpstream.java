package tv.relay.cli.demo;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A live source for trying things out: an HTTP server on a free port of 127.0.0.1 that plays the
 * clip under {@code samples/} in an endless loop, in real time by its PCR. Clocks and continuity
 * counters go on over the loop's seam, so what comes is one endless MPEG-TS stream.
 *
 * <p>Each connection starts at the clip's beginning, with up to 300 ms sent at once, and has a
 * thread of its own; there are at most 16, the next is answered 503. A client that takes nothing
 * for 10 s is closed; until then no more than the socket's buffer is held for it. Unlike a channel
 * of the relay this source waits for its client, which then gets what it missed.
 *
 * <p>All methods may be called by any thread; {@link #close()} ends all connections.
 */
public final class DemoUpstream implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(DemoUpstream.class);

  private static final String PATH = "/demo.ts";
  static final int MAX_STREAMS = 16;

  /** Room for short answers while all streams are taken. */
  private static final int SPARE_THREADS = 2;

  private static final Duration WRITE_DEADLINE = Duration.ofSeconds(10);

  private final Clip clip;
  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          MAX_STREAMS + SPARE_THREADS, DaemonThreads.named("demo-upstream"));
  private final Semaphore freeStreams = new Semaphore(MAX_STREAMS);
  private final WriteDeadline deadline = new WriteDeadline(WRITE_DEADLINE);

  private DemoUpstream(Clip clip, HttpServer server) {
    this.clip = clip;
    this.server = server;
  }

  /**
   * Loads the clip and starts to listen.
   *
   * @throws IOException when the clip is missing from the class path or no port can be had
   */
  public static DemoUpstream start() throws IOException {
    Clip clip = Clip.load();
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    HttpServer server = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
    DemoUpstream upstream = new DemoUpstream(clip, server);
    server.createContext("/", upstream::answer);
    server.setExecutor(upstream.threads);
    server.start();
    return upstream;
  }

  /** Where the stream is. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + PATH);
  }

  @Override
  public void close() {
    // The server first: it would take a rejected request for a failure of its own.
    server.stop(0);
    threads.shutdownNow();
    deadline.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Headers headers = exchange.getResponseHeaders();
      headers.set("Connection", "close");
      String method = exchange.getRequestMethod();
      if (!PATH.equals(exchange.getRequestURI().getPath())) {
        exchange.sendResponseHeaders(404, -1);
      } else if (method.equals("HEAD")) {
        describeStream(headers);
        exchange.sendResponseHeaders(200, -1);
      } else if (method.equals("GET")) {
        stream(exchange);
      } else {
        headers.set("Allow", "GET, HEAD");
        exchange.sendResponseHeaders(405, -1);
      }
    }
  }

  private void stream(HttpExchange exchange) throws IOException {
    if (!freeStreams.tryAcquire()) {
      exchange.getResponseHeaders().set("Retry-After", "5");
      exchange.sendResponseHeaders(503, -1);
      return;
    }
    try {
      describeStream(exchange.getResponseHeaders());
      exchange.sendResponseHeaders(200, 0);
      log.debug("demo: {} connected", exchange.getRemoteAddress());
      new PacedPlayer(clip, deadline).play(exchange.getResponseBody());
    } catch (IOException | RejectedExecutionException e) {
      log.debug("demo: {} ended: {}", exchange.getRemoteAddress(), e.toString());
    } finally {
      freeStreams.release();
    }
  }

  private static void describeStream(Headers headers) {
    headers.set("Content-Type", "video/mp2t");
    headers.set("Cache-Control", "no-cache, no-store");
    headers.set("Accept-Ranges", "none");
  }
}
