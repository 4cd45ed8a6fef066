package tv.relay.cli.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tv.relay.cli.program.ChildProcess;
import tv.relay.cli.program.Player;

/** A Chromium with one tab: looks, types and takes pictures as a user would. For one thread. */
final class Tab implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What keys are called, and the numbers that pages and browsers know them by. */
  private static final Map<String, Integer> KEYS =
      Map.of(
          "Tab",
          9,
          "Enter",
          13,
          "Escape",
          27,
          "End",
          35,
          "Home",
          36,
          "ArrowRight",
          39,
          "ArrowDown",
          40);

  private final ChildProcess process;
  private final Path profile;
  private final DevTools tools;

  private Tab(ChildProcess process, Path profile, DevTools tools) {
    this.process = process;
    this.profile = profile;
    this.tools = tools;
  }

  /** Starts it with an empty page of a desk's size. */
  static Tab start(Path folder) throws IOException {
    Path profile = Files.createTempDirectory("relay-chromium-");
    List<String> command = new ArrayList<>(Player.headlessChromium(profile));
    command.add("about:blank");
    ChildProcess process = ChildProcess.start(folder, command, Map.of("HOME", profile.toString()));
    try {
      Path port = profile.resolve("DevToolsActivePort");
      await().atMost(PATIENCE).until(() -> Files.exists(port) && Files.size(port) > 0);
      Tab tab = new Tab(process, profile, new DevTools(debugger(Files.readAllLines(port).get(0))));
      for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
        tab.tools.ask(domain + ".enable", Map.of());
      }
      tab.dark(false);
      tab.size(1440, 900, false);
      return tab;
    } catch (IOException | RuntimeException | Error e) {
      process.close();
      throw e;
    }
  }

  private static URI debugger(String port) throws IOException {
    HttpRequest list =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json")).build();
    try {
      String body = HttpClient.newHttpClient().send(list, BodyHandlers.ofString()).body();
      for (JsonNode target : JSON.readTree(body)) {
        if (target.path("type").asText().equals("page")) {
          return URI.create(target.path("webSocketDebuggerUrl").asText());
        }
      }
      throw new AssertionError("no page: " + body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  void open(URI uri) {
    navigate(uri);
    for (int tries = 0; tries < 5 && log().anyMatch(Tab::isOfTheMachine); tries++) {
      // As a person would: a part of the page is missing, and what was loaded of it does nothing.
      tools.forget();
      navigate(uri);
    }
  }

  private void navigate(URI uri) {
    tools.ask("Page.navigate", Map.of("url", uri.toString()));
    until("document.readyState === 'complete'");
  }

  private Stream<JsonNode> log() {
    return tools.events("Log.entryAdded").stream().map(event -> event.path("entry"));
  }

  /** Chromium gives up what it is loading whenever any network of the machine comes or goes. */
  private static boolean isOfTheMachine(JsonNode entry) {
    return entry.path("text").asText().contains("net::ERR_NETWORK_CHANGED");
  }

  /** Leaves no page, no sign-in, nothing that was seen, and the size and colours of the start. */
  void forget() {
    // An empty page without an origin has no storage.
    value("location.protocol === 'http:' && sessionStorage.clear(); 1");
    open(URI.create("about:blank"));
    dark(false);
    size(1440, 900, false);
    tools.forget();
  }

  void size(int width, int height, boolean phone) {
    tools.ask(
        "Emulation.setDeviceMetricsOverride",
        Map.of(
            "width", width, "height", height, "deviceScaleFactor", phone ? 2 : 1, "mobile", phone));
    tools.ask("Emulation.setTouchEmulationEnabled", Map.of("enabled", phone, "maxTouchPoints", 1));
  }

  /** Nothing moves either way: what is looked at would now and then be half faded. */
  void dark(boolean dark) {
    tools.ask(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(
                Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"),
                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
  }

  /** What an expression of the page is worth; promises are waited for. */
  JsonNode value(String expression) {
    JsonNode answer =
        tools.ask(
            "Runtime.evaluate",
            Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
    if (answer.has("exceptionDetails")) {
      throw new AssertionError(expression + ": " + answer.path("exceptionDetails"));
    }
    return answer.path("result").path("value");
  }

  /** Waits until an expression is true. */
  void until(String expression) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(
            () ->
                assertThat(value("Boolean(" + expression + ")").asBoolean())
                    .as(
                        () ->
                            expression
                                + " at "
                                + value("location.href + ' ' + document.readyState").asText()
                                + ", complaints "
                                + complaints())
                    .isTrue());
  }

  void click(String selector) {
    until("document.querySelector(" + quoted(selector) + ")");
    value("document.querySelector(" + quoted(selector) + ").click()");
  }

  /** Presses the button with that text. */
  void press(String text) {
    String button =
        "[...document.querySelectorAll('button')].findLast(b => b.checkVisibility() &&"
            + " b.textContent.trim() === "
            + quoted(text)
            + ")";
    until(button);
    value(button + ".click()");
  }

  void key(String name) {
    int code = KEYS.get(name);
    Map<String, Object> down =
        name.equals("Enter")
            ? Map.of("type", "keyDown", "key", name, "windowsVirtualKeyCode", code, "text", "\r")
            : Map.of("type", "keyDown", "key", name, "windowsVirtualKeyCode", code);
    tools.ask("Input.dispatchKeyEvent", down);
    tools.ask(
        "Input.dispatchKeyEvent",
        Map.of("type", "keyUp", "key", name, "windowsVirtualKeyCode", code));
  }

  /** Types where the focus is. */
  void type(String text) {
    tools.ask("Input.insertText", Map.of("text", text));
  }

  void picture(Path file) throws IOException {
    // Two frames later all is drawn.
    value(
        "new Promise(r => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(r, 350))))");
    JsonNode shot = tools.ask("Page.captureScreenshot", Map.of("format", "png"));
    Files.createDirectories(file.getParent());
    Files.write(file, Base64.getDecoder().decode(shot.path("data").asText()));
  }

  /** Errors of scripts, refusals by the policy, and what could not be loaded. */
  List<String> complaints() {
    List<String> complaints = new ArrayList<>();
    tools.events("Runtime.exceptionThrown").forEach(event -> complaints.add(event.toString()));
    log()
        .filter(entry -> entry.path("level").asText().equals("error"))
        // The page asks whether the relay can import at all.
        .filter(entry -> !entry.path("url").asText().endsWith("/api/v1/import"))
        .filter(entry -> !isOfTheMachine(entry))
        .map(entry -> entry.path("text").asText() + " " + entry.path("url").asText())
        .forEach(complaints::add);
    return complaints;
  }

  /** Addresses of all that was asked for. */
  List<String> requested() {
    return tools.events("Network.requestWillBeSent").stream()
        .map(event -> event.path("request").path("url").asText())
        .toList();
  }

  /** Bytes of all answers that have ended, as they came over the network. */
  long receivedBytes() {
    return tools.events("Network.loadingFinished").stream()
        .mapToLong(event -> event.path("encodedDataLength").asLong())
        .sum();
  }

  static String quoted(String text) {
    try {
      return JSON.writeValueAsString(text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() throws IOException {
    tools.close();
    process.close();
    try (Stream<Path> files = Files.walk(profile)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
