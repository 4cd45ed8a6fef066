package tv.relay.cli.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tv.relay.cli.program.BuiltRelay;
import tv.relay.cli.program.ChildProcess;
import tv.relay.cli.program.JavaHome;
import tv.relay.testing.Http;

/** A relay in a process of its own with one channel, fed by an endless clip. */
final class ServedAnimal implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern URL = Pattern.compile("listens on (127\\.0\\.0\\.1:\\d+)");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Little waits in the kernel, and the ring holds this much: so losing doesn't take minutes. */
  private static final int RING_SECONDS = 8;

  private final String id;
  private final Closeable source;
  private final ChildProcess relay;
  private final URI url;

  private ServedAnimal(String id, Closeable source, ChildProcess relay, URI url) {
    this.id = id;
    this.source = source;
    this.relay = relay;
    this.url = url;
  }

  /** Starts both; {@code options} are more of {@code relay serve}. */
  static ServedAnimal start(Animal animal, Clip clip, Path folder, List<String> options)
      throws IOException {
    return start(animal, clip, folder, RING_SECONDS, options);
  }

  static ServedAnimal start(
      Animal animal, Clip clip, Path folder, int ringSeconds, List<String> options)
      throws IOException {
    ClipSource source = new ClipSource(clip);
    List<String> all = new ArrayList<>(List.of("--send-buffer", "16K"));
    all.addAll(List.of("--ring-size", Long.toString(clip.bytesPerSecond() * ringSeconds)));
    all.addAll(options);
    return start(animal.id(), "{\"urls\":[\"" + source.uri() + "\"]}", source, folder, all);
  }

  /**
   * Starts a relay.
   *
   * @param channel its one channel's definition
   * @param source is closed with it
   */
  static ServedAnimal start(
      String id, String channel, Closeable source, Path folder, List<String> options)
      throws IOException {
    Path data = Files.createTempDirectory(folder, "data-");
    List<String> command = new ArrayList<>(List.of("serve", "--listen", "127.0.0.1:0"));
    command.addAll(List.of("--data-dir", data.toString()));
    command.addAll(options);
    ChildProcess relay =
        BuiltRelay.serving(JavaHome.current(), folder, command.toArray(String[]::new));
    try {
      await().atMost(PATIENCE).until(() -> !relay.running() || relay.out().contains("Ctrl-C"));
      Matcher said = URL.matcher(relay.out());
      assertThat(said.find()).as(relay.toString()).isTrue();
      URI url = URI.create("http://" + said.group(1));
      String token = Files.readString(data.resolve("admin-token")).strip();
      Http.Answer answer = Http.at(url).withToken(token).put("/api/v1/channels/" + id, channel);
      assertThat(answer.status()).as(answer.body()).isBetween(200, 201);
      return new ServedAnimal(id, source, relay, url);
    } catch (IOException | RuntimeException | Error e) {
      relay.close();
      source.close();
      throw e;
    }
  }

  URI liveUrl() {
    return url.resolve("/live/" + id + ".ts");
  }

  /** The slow client as the status shows it. */
  JsonNode slowClient() throws IOException {
    for (JsonNode client : status().path("clients")) {
      if (client.path("userAgent").asText().equals("slow")
          && client.path("connectedSeconds").asLong() >= 5) {
        return client;
      }
    }
    throw new AssertionError("the slow client is gone: " + status() + relay);
  }

  /** The client with that address as the status shows it. */
  JsonNode client(String address) throws IOException {
    for (JsonNode client : status().path("clients")) {
      if (client.path("address").asText().equals(address)) {
        return client;
      }
    }
    throw new AssertionError("no client at " + address + ": " + status() + relay);
  }

  int clients() throws IOException {
    return status().path("clients").size();
  }

  JsonNode status() throws IOException {
    return JSON.readTree(Http.at(url).get("/status/" + id).body());
  }

  @Override
  public void close() throws IOException {
    relay.close();
    source.close();
  }
}
