package tv.relay.cli.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tv.relay.testing.Http;
import tv.relay.testing.Programme;
import tv.relay.testing.Script;
import tv.relay.testing.ScriptedUpstream;
import tv.relay.testing.TsClient;

/** The samples for HAProxy and nginx, played through. */
@Timeout(180)
final class ProxyIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern LISTENS = Pattern.compile("listens on 127\\.0\\.0\\.1:(\\d+)");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Another address of loopback than the proxy's, which the relay trusts. */
  private static final String VIEWER = "127.0.0.9";

  private static final int BITRATE_BPS = 16_000_000;
  private static final int SMALL_RECEIVE_BYTES = 32 * 1024;

  @TempDir private Path folder;

  private ScriptedUpstream upstream;
  private ChildProcess relay;
  private ChildProcess proxy;
  private URI direct;
  private URI front;

  private void start(FrontProxy kind) throws Exception {
    upstream =
        ScriptedUpstream.start(Programme.numbered(1).withBitrateBps(BITRATE_BPS), Script.ok());
    relay =
        BuiltRelay.serving(
            JavaHome.current(),
            folder,
            "serve",
            "--listen=127.0.0.1:0",
            "--data-dir=" + folder.resolve("data"),
            "--trusted-proxies=127.0.0.1");
    await().atMost(PATIENCE).until(() -> !relay.running() || relay.out().contains("Ctrl-C"));
    Matcher listens = LISTENS.matcher(relay.out());
    assertThat(listens.find()).as(relay.toString()).isTrue();
    int relayPort = Integer.parseInt(listens.group(1));
    direct = URI.create("http://127.0.0.1:" + relayPort);
    int port = FrontProxy.freePort();
    front = URI.create("http://127.0.0.1:" + port);
    proxy = kind.start(folder, "127.0.0.1:" + port, relayPort);
    await().atMost(PATIENCE).ignoreExceptions().until(() -> status(front, "/readyz") == 200);
    String body = "{\"urls\":[\"" + upstream.uri() + "\"],\"title\":\"One\"}";
    assertThat(admin().put("/api/v1/channels/one", body).status()).isEqualTo(201);
  }

  @AfterEach
  void stop() {
    for (ChildProcess process : new ChildProcess[] {proxy, relay}) {
      if (process != null) {
        process.close();
      }
    }
    if (upstream != null) {
      upstream.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldNameTheProxyInThePlaylist(FrontProxy kind) throws Exception {
    start(kind);

    String playlist = ask(front, VIEWER, "/playlist.m3u", "Host: tv.example:8000");

    assertThat(playlist).contains("http://tv.example:8000/live/one.ts");
    assertThat(playlist).doesNotContain("127.0.0.1");
  }

  @ParameterizedTest
  @EnumSource
  void shouldPassTheStreamOnAtOnceAndWhole(FrontProxy kind) throws Exception {
    start(kind);
    try (TsClient first = TsClient.get(live(direct));
        TsClient client = TsClient.get(live(front))) {
      first.awaitPackets(100);
      client.awaitPackets(5_000);

      assertThat(client.header("Transfer-Encoding")).isEmpty();
      assertThat(client.header("Content-Length")).isEmpty();
      assertThat(client.header("Content-Type")).contains("video/mp2t");
      assertThat(client.framingError()).isEmpty();
      client.verifier().expectStream(1).assertComplete().assertClean();
      // As far as who asked the relay itself, give or take what the source sends in 2 s.
      await()
          .atMost(Duration.ofSeconds(10))
          .until(
              () ->
                  first.verifier().lastSequence() - client.verifier().lastSequence()
                      < 2L * BITRATE_BPS / 8 / 188 / 10);
    }
  }

  /** What a proxy stores for a slow client, the relay would count as sent. */
  @ParameterizedTest
  @EnumSource
  void shouldLeaveSlowClientsToTheRelay(FrontProxy kind) throws Exception {
    start(kind);
    try (TsClient stalled =
        TsClient.request(live(front)).receiveBufferBytes(SMALL_RECEIVE_BYTES).stalled().connect()) {
      await()
          .atMost(PATIENCE)
          .until(() -> clients().path(0).path("droppedChunks").asLong() > 10_000);

      JsonNode client = clients().path(0);
      long sent = client.path("sentBytes").asLong();
      if (kind == FrontProxy.HAPROXY) {
        // Nginx can't bound its own receive buffer; Linux lets it grow to several megabytes.
        assertThat(sent).as(client.toString()).isLessThan(4_000_000);
      }
      // Whatever lies on the way is full, and not on a disk.
      await()
          .atMost(PATIENCE)
          .until(() -> clients().path(0).path("droppedChunks").asLong() > 20_000);
      assertThat(clients().path(0).path("sentBytes").asLong()).isLessThan(sent + 500_000);
      stalled.resume();
      stalled.awaitPackets(5_000);
      stalled.verifier().assertClean();
    }
    try (var spooled = Files.walk(folder)) {
      assertThat(spooled.filter(file -> file.toString().contains("/spool/"))).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldShowWhereClientsComeFromWhateverTheyClaim(FrontProxy kind) throws Exception {
    start(kind);
    String[] claims = {
      "X-Forwarded-For: 192.0.2.66", "Forwarded: for=192.0.2.66", "X-Real-IP: 192.0.2.66"
    };
    try (Socket through = request(front, VIEWER, "/live/one.ts", claims);
        Socket around = request(direct, VIEWER, "/live/one.ts", claims)) {
      assertThat(through.getInputStream().readNBytes(10_000)).hasSize(10_000);
      assertThat(around.getInputStream().readNBytes(10_000)).hasSize(10_000);

      List<String> addresses = clients().findValuesAsText("address");
      assertThat(addresses)
          .hasSize(2)
          .allMatch(address -> address.equals(VIEWER) || address.startsWith(VIEWER + ":"));
    }
  }

  /** The status is for this machine; somebody behind a proxy is somewhere else. */
  @ParameterizedTest
  @EnumSource
  void shouldNotTakeTheProxyForThisMachine(FrontProxy kind) throws Exception {
    start(kind);

    assertThat(ask(front, "127.0.0.1", "/status", "Host: localhost")).startsWith("HTTP/1.1 401");
  }

  @ParameterizedTest
  @EnumSource
  void shouldKeepNewClientsFromARelayThatDrains(FrontProxy kind) throws Exception {
    start(kind);
    try (TsClient client = TsClient.get(live(front))) {
      client.awaitPackets(500);
      assertThat(admin().post("/api/v1/drain?seconds=100", "").status()).isEqualTo(202);

      await().atMost(PATIENCE).until(() -> status(front, "/live/one.ts") == 503);
      client.awaitMorePackets(5_000);
      client.verifier().assertComplete().assertClean();
    }
    assertThat(relay.awaitEnd(PATIENCE).exitCode()).isZero();
  }

  private static URI live(URI base) {
    return base.resolve("/live/one.ts");
  }

  private static int status(URI base, String path) throws IOException {
    String answer = ask(base, "127.0.0.1", path, "Host: " + base.getAuthority());
    return answer.length() < 12 ? 0 : Integer.parseInt(answer.substring(9, 12));
  }

  private Http admin() {
    try {
      return Http.at(direct)
          .withToken(Files.readString(folder.resolve("data/admin-token")).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode clients() throws IOException {
    return JSON.readTree(admin().get("/status/one").body()).path("clients");
  }

  private static String ask(URI base, String from, String path, String... headers)
      throws IOException {
    try (Socket socket = request(base, from, path, headers)) {
      // Streams have no end; the head and a short body are enough.
      byte[] bytes = socket.getInputStream().readNBytes(4_096);
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  private static Socket request(URI base, String from, String path, String... headers)
      throws IOException {
    Socket socket = new Socket();
    InetAddress own = Inet4Address.getByName(from);
    socket.bind(new InetSocketAddress(own, 0));
    socket.connect(new InetSocketAddress(base.getHost(), base.getPort()), 5_000);
    socket.setSoTimeout(20_000);
    StringBuilder text = new StringBuilder("GET " + path + " HTTP/1.1\r\nConnection: close\r\n");
    List<String> all = List.of(headers);
    if (all.stream().noneMatch(line -> line.startsWith("Host:"))) {
      text.append("Host: ").append(base.getAuthority()).append("\r\n");
    }
    all.forEach(line -> text.append(line).append("\r\n"));
    socket
        .getOutputStream()
        .write(text.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
    return socket;
  }
}
