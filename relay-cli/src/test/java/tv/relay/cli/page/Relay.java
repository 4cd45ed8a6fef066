package tv.relay.cli.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tv.relay.cli.program.BuiltRelay;
import tv.relay.cli.program.ChildProcess;
import tv.relay.cli.program.JavaHome;
import tv.relay.testing.Http;

/** The built relay in a process of its own, on a free port. For one thread. */
final class Relay implements AutoCloseable {
  /** Under which players would reach it. */
  static final String PUBLIC_URL = "https://tv.example/relay";

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern URL = Pattern.compile("listens on (127\\.0\\.0\\.1:\\d+)");
  private static final Pattern TOKEN = Pattern.compile("Admin token +in (\\S+)");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ChildProcess process;
  private final URI url;
  private final String token;

  private Relay(ChildProcess process, URI url, String token) {
    this.process = process;
    this.url = url;
    this.token = token;
  }

  /** Without channels, and so that what a client doesn't take shows soon. */
  static Relay serve(Path folder) throws IOException {
    Path data = Files.createTempDirectory(folder, "data-");
    return start(
        folder,
        List.of(
            "serve",
            "--data-dir",
            data.toString(),
            "--send-buffer",
            "16K",
            "--max-lag",
            "2s",
            "--ring-size",
            "2M",
            "--stall-timeout",
            "2s",
            "--public-url",
            PUBLIC_URL));
  }

  /** With the demo's channel. */
  static Relay demo(Path folder) throws IOException {
    return start(folder, List.of("demo"));
  }

  private static Relay start(Path folder, List<String> command) throws IOException {
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of("--listen", "127.0.0.1:0"));
    ChildProcess process =
        BuiltRelay.serving(JavaHome.current(), folder, all.toArray(String[]::new));
    try {
      await().atMost(PATIENCE).until(() -> !process.running() || process.out().contains("Ctrl-C"));
      String token = Files.readString(Path.of(said(process, TOKEN))).strip();
      return new Relay(process, URI.create("http://" + said(process, URL)), token);
    } catch (IOException | RuntimeException | Error e) {
      process.close();
      throw e;
    }
  }

  private static String said(ChildProcess process, Pattern pattern) {
    Matcher matcher = pattern.matcher(process.out());
    assertThat(matcher.find()).as("%s in: %s", pattern, process).isTrue();
    return matcher.group(1);
  }

  URI uri(String path) {
    return url.resolve(path);
  }

  URI live(String id) {
    return uri("/live/" + id + ".ts");
  }

  String token() {
    return token;
  }

  Http admin() {
    return Http.at(url).withToken(token);
  }

  void channel(String id, String json) {
    Http.Answer answer = admin().put("/api/v1/channels/" + id, json);
    assertThat(answer.status()).as(answer.body()).isBetween(200, 201);
  }

  /** Takes away all channels and lists. */
  void clear() throws IOException {
    for (String kind : List.of("channels", "lists")) {
      String path = "/api/v1/" + kind;
      for (JsonNode one : JSON.readTree(admin().get(path).body()).path(kind)) {
        String name = one.has("id") ? one.path("id").asText() : one.path("name").asText();
        assertThat(admin().delete(path + "/" + name).status()).as(name).isBetween(200, 204);
      }
    }
  }

  JsonNode status() throws IOException {
    return JSON.readTree(admin().get("/status").body());
  }

  /** What a thread has used of the CPU so far. */
  record ThreadTime(String name, long nanos) {}

  /** All threads that there are, by their number. */
  Map<String, ThreadTime> threadTimes() throws IOException {
    Map<String, ThreadTime> times = new HashMap<>();
    try (Stream<Path> tasks = Files.list(Path.of("/proc/" + process.pid() + "/task"))) {
      for (Path task : tasks.toList()) {
        try {
          String name = Files.readString(task.resolve("comm")).strip();
          String spent = Files.readString(task.resolve("schedstat"));
          long nanos = Long.parseLong(spent.split(" ", 2)[0]);
          times.put(task.getFileName().toString(), new ThreadTime(name, nanos));
        } catch (NoSuchFileException e) {
          // It has just ended.
        }
      }
    }
    return times;
  }

  /** Opens the page and signs in. */
  void enter(Tab tab) {
    tab.open(uri("/"));
    tab.until("document.getElementById('token')?.checkVisibility()");
    tab.value("document.getElementById('token').focus()");
    tab.type(token);
    tab.key("Enter");
    tab.until("document.getElementById('pulse').dataset.state === 'live'");
  }

  @Override
  public void close() {
    process.close();
  }
}
