package tv.relay.acceptance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import tv.relay.registry.AccountDefinition;
import tv.relay.registry.ChannelDefinition;
import tv.relay.registry.RegistryChange;
import tv.relay.registry.SourceUrl;
import tv.relay.server.RelayServer;
import tv.relay.server.StartException;
import tv.relay.testing.Http;

/**
 * A relay in this process, on a free port of loopback, with a data folder of its own that goes with
 * it. Safe for use by any thread.
 */
final class RunningRelay implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RelayServer server;
  private final Path ownFolder;

  RunningRelay(RelayServer server, Path ownFolder) {
    this.server = server;
    this.ownFolder = ownFolder;
  }

  static RelayBuilder relay() {
    return new RelayBuilder();
  }

  /** With the builder's short timeouts. */
  static RunningRelay start() throws StartException {
    return relay().start();
  }

  /** What tests wait with: a look every 10 ms, for 10 s. */
  static ConditionFactory await() {
    return Awaitility.await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(10))
        .atMost(Duration.ofSeconds(10));
  }

  InetSocketAddress address() {
    return server.address();
  }

  URI uri(String pathAndQuery) {
    return URI.create("http://127.0.0.1:" + address().getPort() + pathAndQuery);
  }

  URI live(String id) {
    return uri("/live/" + id + ".ts");
  }

  RunningRelay channel(String id, URI... sources) {
    String[] texts = Arrays.stream(sources).map(URI::toString).toArray(String[]::new);
    return channel(id, texts);
  }

  RunningRelay channel(String id, String... sources) {
    SourceUrl[] urls = Arrays.stream(sources).map(SourceUrl::parse).toArray(SourceUrl[]::new);
    return channel(ChannelDefinition.of(id, urls));
  }

  RunningRelay channel(ChannelDefinition definition) {
    server.registry().put(definition);
    return this;
  }

  /** All at once, as of a list. */
  RunningRelay channels(List<ChannelDefinition> definitions) {
    server.registry().change(before -> new RegistryChange(definitions, Set.of()));
    return this;
  }

  RunningRelay account(AccountDefinition definition) {
    server.registry().putAccount(definition);
    return this;
  }

  void remove(String id) {
    server.registry().remove(id);
  }

  void drain(Duration atMost) {
    server.drain(atMost);
  }

  void awaitDrained() {
    try {
      server.awaitDrained();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  Http http() {
    return Http.at(uri("/"));
  }

  Http admin() {
    return http().withToken(token());
  }

  String token() {
    try {
      return Files.readString(server.tokenFile()).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode status() {
    return json(http().get("/status").body());
  }

  JsonNode status(String id) {
    return json(http().get("/status/" + id).body());
  }

  List<JsonNode> clients(String id) {
    Iterator<JsonNode> clients = status(id).path("clients").elements();
    return StreamSupport.stream(((Iterable<JsonNode>) () -> clients).spliterator(), false).toList();
  }

  RunningRelay awaitState(String id, String state) {
    await()
        .untilAsserted(
            () -> {
              JsonNode status = status(id);
              if (!status.path("state").asText().equals(state)) {
                throw new AssertionError("expected state " + state + ": " + status);
              }
            });
    return this;
  }

  RunningRelay awaitClients(String id, int count) {
    await()
        .untilAsserted(
            () -> {
              JsonNode status = status(id);
              if (status.path("clients").size() != count) {
                throw new AssertionError("expected " + count + " clients: " + status);
              }
            });
    return this;
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + text, e);
    }
  }

  @Override
  public void close() {
    server.close();
    if (ownFolder != null) {
      delete(ownFolder);
    }
  }

  static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
