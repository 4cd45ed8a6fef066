package tv.relay.cli.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An HTTP server on loopback that gives one answer to everything and remembers what it was asked.
 */
public final class ScriptedServer implements AutoCloseable {
  private final HttpServer server;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private volatile Answer answer;

  /** A request as it came. */
  public record Request(
      String method,
      String target,
      String authorization,
      String contentType,
      String ifNoneMatch,
      String body) {}

  private record Answer(int status, String contentType, String body) {}

  private ScriptedServer(HttpServer server) {
    this.server = server;
  }

  public static ScriptedServer start() throws IOException {
    return at("127.0.0.1");
  }

  /** On a free port of another address of this machine. */
  public static ScriptedServer at(String address) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getByName(address), 0), 0);
    ScriptedServer scripted = new ScriptedServer(server);
    server.createContext("/", scripted::handle);
    server.start();
    return scripted;
  }

  public ScriptedServer answering(int status, String json) {
    return answering(status, "application/json", json);
  }

  public ScriptedServer answering(int status, String contentType, String body) {
    answer = new Answer(status, contentType, body);
    return this;
  }

  public String url() {
    return "http://" + server.getAddress().getAddress().getHostAddress() + ":" + port();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public List<Request> requests() {
    return requests;
  }

  public Request onlyRequest() {
    if (requests.size() != 1) {
      throw new AssertionError("not one request: " + requests);
    }
    return requests.get(0);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    requests.add(
        new Request(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            exchange.getRequestHeaders().getFirst("Authorization"),
            exchange.getRequestHeaders().getFirst("Content-Type"),
            exchange.getRequestHeaders().getFirst("If-None-Match"),
            body));
    byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", answer.contentType());
    // Zero stands for chunks, so that both framings are read: small answers come with a length.
    long length = bytes.length == 0 ? -1 : bytes.length > 200 ? 0 : bytes.length;
    exchange.sendResponseHeaders(answer.status(), length);
    try (exchange) {
      if (bytes.length > 0) {
        exchange.getResponseBody().write(bytes);
      }
    }
  }
}
