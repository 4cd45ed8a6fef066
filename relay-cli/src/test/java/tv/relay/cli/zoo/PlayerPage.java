package tv.relay.cli.zoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A web page that plays a live stream with mpegts.js and says four times a second how it does. Any
 * thread.
 */
final class PlayerPage implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final List<JsonNode> states = new ArrayList<>();

  /**
   * Serves it.
   *
   * @param library mpegts.js
   */
  PlayerPage(Path library) throws IOException {
    byte[] script = Files.readAllBytes(library);
    byte[] page;
    try (InputStream in = PlayerPage.class.getResourceAsStream("player.html")) {
      page = in.readAllBytes();
    }
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> answer(exchange, 404, "text/plain", new byte[0]));
    server.createContext("/player", exchange -> answer(exchange, 200, "text/html", page));
    server.createContext(
        "/mpegts.js", exchange -> answer(exchange, 200, "text/javascript", script));
    server.createContext("/state", this::state);
    server.start();
  }

  URI playing(URI stream) {
    String query = URLEncoder.encode(stream.toString(), StandardCharsets.UTF_8);
    return URI.create(
        "http://127.0.0.1:" + server.getAddress().getPort() + "/player?stream=" + query);
  }

  /** What the page has said so far. */
  List<JsonNode> states() {
    synchronized (states) {
      return List.copyOf(states);
    }
  }

  private void state(HttpExchange exchange) throws IOException {
    JsonNode state = JSON.readTree(exchange.getRequestBody());
    synchronized (states) {
      states.add(state);
    }
    answer(exchange, 204, "text/plain", new byte[0]);
  }

  private static void answer(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
