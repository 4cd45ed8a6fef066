package tv.relay.cli.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tv.relay.cli.testing.Run;
import tv.relay.testing.Http;

/**
 * {@code relay demo} in a process of its own. Its first client sees the clip from the beginning;
 * whoever comes later joins wherever the stream is by then.
 */
final class DemoProcess implements AutoCloseable {
  private static final Duration START_PATIENCE = Duration.ofSeconds(60);
  private static final Duration END_PATIENCE = Duration.ofSeconds(20);
  private static final Pattern URL = Pattern.compile("listens on (127\\.0\\.0\\.1:\\d+)");
  private static final Pattern TOKEN = Pattern.compile("Admin token +in (\\S+)");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ChildProcess process;
  private final Path folder;
  private final URI url;
  private final Path tokenFile;

  private DemoProcess(ChildProcess process, Path folder, URI url, Path tokenFile) {
    this.process = process;
    this.folder = folder;
    this.url = url;
    this.tokenFile = tokenFile;
  }

  /**
   * Starts it on a free port and waits until it says that it serves.
   *
   * @param folder gets its output
   */
  static DemoProcess start(Path folder) throws IOException {
    return start(folder, JavaHome.current());
  }

  static DemoProcess start(Path folder, JavaHome home) throws IOException {
    return start(folder, home, new String[0]);
  }

  /** With more options than where to listen. */
  static DemoProcess start(Path folder, JavaHome home, String... options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("demo", "--listen", "127.0.0.1:0"));
    arguments.addAll(List.of(options));
    return of(BuiltRelay.serving(home, folder, arguments.toArray(String[]::new)), folder);
  }

  /** A demo that was started in some other way; it is closed with what this returns. */
  static DemoProcess of(ChildProcess process, Path folder) {
    try {
      await()
          .atMost(START_PATIENCE)
          .until(() -> !process.running() || process.out().contains("Ctrl-C"));
      URI url = URI.create("http://" + announced(process, URL));
      return new DemoProcess(process, folder, url, Path.of(announced(process, TOKEN)));
    } catch (RuntimeException | Error e) {
      process.close();
      throw e;
    }
  }

  private static String announced(ChildProcess process, Pattern pattern) {
    Matcher matcher = pattern.matcher(process.out());
    assertThat(matcher.find()).as("%s found in what the demo says: %s", pattern, process).isTrue();
    return matcher.group(1);
  }

  ChildProcess process() {
    return process;
  }

  URI url(String path) {
    return url.resolve(path);
  }

  URI liveUrl() {
    return url.resolve("/live/demo.ts");
  }

  Path dataDir() {
    return tokenFile.getParent();
  }

  /** What {@code /status} says now, once every client's account in it has been checked. */
  JsonNode status() throws IOException {
    Http.Answer answer = Http.at(url).get("/status");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    JsonNode status = JSON.readTree(answer.body());
    status.path("channels").forEach(Accounts::assertExact);
    return status;
  }

  /** The clients of the demo's only channel, from {@link #status()}. */
  JsonNode clients() throws IOException {
    return status().path("channels").path(0).path("clients");
  }

  /** Runs another command against it; by the environment it has its URL and its token file. */
  Run command(String... arguments) throws Exception {
    return command(Map.of("RELAY_DATA_DIR", dataDir().toString()), arguments);
  }

  /** Runs another command that knows where the server is and nothing more than these variables. */
  Run command(Map<String, String> variables, String... arguments) throws Exception {
    Map<String, String> all = new HashMap<>(variables);
    all.put("RELAY_URL", url.toString());
    return BuiltRelay.command(folder, all, arguments);
  }

  /** Ends it in order, so that it takes its temporary folder with it. */
  @Override
  public void close() {
    process.terminate();
    try {
      process.awaitEnd(END_PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      process.close();
    }
  }

  @Override
  public String toString() {
    return process.toString();
  }
}
