package tv.relay.cli.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Talks to one tab by the Chrome DevTools Protocol: commands with answers, and events that are
 * kept. For one thread.
 */
final class DevTools implements WebSocket.Listener, AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PATIENCE_SECONDS = 60;

  private final AtomicInteger numbers = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
  private final List<JsonNode> events = new CopyOnWriteArrayList<>();
  private final StringBuilder message = new StringBuilder();
  private final WebSocket socket;

  DevTools(URI address) {
    socket = HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(address, this).join();
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    message.append(data);
    if (last) {
      try {
        take(JSON.readTree(message.toString()));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      } finally {
        message.setLength(0);
      }
    }
    from.request(1);
    return null;
  }

  private void take(JsonNode said) {
    if (said.has("id")) {
      waiting.remove(said.path("id").asInt()).complete(said);
    } else if (!said.path("method").asText().equals("Network.dataReceived")) {
      events.add(said);
    }
  }

  /** Asks for something and waits for the answer. */
  JsonNode ask(String method, Map<String, ?> parameters) {
    int number = numbers.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    waiting.put(number, answer);
    try {
      String text =
          JSON.writeValueAsString(Map.of("id", number, "method", method, "params", parameters));
      socket.sendText(text, true).join();
      JsonNode said = answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (said.has("error")) {
        throw new AssertionError(method + ": " + said.path("error"));
      }
      return said.path("result");
    } catch (IOException | ExecutionException | TimeoutException e) {
      throw new AssertionError(method + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted: " + method, e);
    }
  }

  /** Forgets what has happened. */
  void forget() {
    events.clear();
  }

  /** What happened of that kind since the tab was opened, or since it was forgotten. */
  List<JsonNode> events(String method) {
    return events.stream()
        .filter(event -> event.path("method").asText().equals(method))
        .map(event -> event.path("params"))
        .toList();
  }

  @Override
  public void close() {
    socket.abort();
  }
}
