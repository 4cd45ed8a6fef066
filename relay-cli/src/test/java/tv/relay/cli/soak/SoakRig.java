package tv.relay.cli.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tv.relay.cli.program.BuiltRelay;
import tv.relay.cli.program.ChildProcess;
import tv.relay.cli.program.JavaHome;
import tv.relay.testing.Fault;
import tv.relay.testing.FaultProxy;
import tv.relay.testing.HarmLedger;
import tv.relay.testing.Http;
import tv.relay.testing.Programme;
import tv.relay.testing.Script;
import tv.relay.testing.ScriptedUpstream;

/**
 * A relay in a process of its own, with channels of two sources each, which are one source by way
 * of two fault proxies. One thread.
 */
final class SoakRig implements AutoCloseable {
  private static final int LOWEST_BITRATE = 1_000_000;
  private static final int BITRATE_STEP = 300_000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern URL = Pattern.compile("listens on (127\\.0\\.0\\.1:\\d+)");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Short times, so that much happens; and nobody is given up while both sources cool down. */
  private static final String OPTIONS =
      "--ring-size 1M --send-buffer 16K --client-timeout 4s --max-lag 2s --join-cushion 1s"
          + " --linger 1s --start-timeout 10s --connect-timeout 2s --stall-timeout 2s"
          + " --give-up-after 10m --settle 0s --log-level WARN";

  private final List<AutoCloseable> parts = new ArrayList<>();
  private final List<FaultProxy> proxies = new ArrayList<>();
  private final List<Crowd.Programme> programmes = new ArrayList<>();
  private final ChildProcess relay;
  private final URI url;

  private SoakRig(ChildProcess relay, URI url) {
    this.relay = relay;
    this.url = url;
  }

  static SoakRig start(Path folder, int channels, double secondsBetweenFaults, long seed)
      throws IOException {
    Path data = Files.createTempDirectory(folder, "data-");
    List<String> command = new ArrayList<>(List.of("serve", "--listen", "127.0.0.1:0"));
    command.addAll(List.of("--data-dir", data.toString()));
    command.addAll(List.of(OPTIONS.split(" ")));
    ChildProcess relay =
        BuiltRelay.serving(
            JavaHome.current(),
            List.of("-XX:NativeMemoryTracking=summary"),
            folder,
            command.toArray(String[]::new));
    try {
      await().atMost(PATIENCE).until(() -> !relay.running() || relay.out().contains("Ctrl-C"));
      Matcher said = URL.matcher(relay.out());
      assertThat(said.find()).as(relay.toString()).isTrue();
      SoakRig rig = new SoakRig(relay, URI.create("http://" + said.group(1)));
      Http admin =
          Http.at(rig.url).withToken(Files.readString(data.resolve("admin-token")).strip());
      for (int id = 1; id <= channels; id++) {
        rig.addChannel(admin, id, secondsBetweenFaults, seed);
      }
      return rig;
    } catch (IOException | RuntimeException | Error e) {
      relay.close();
      throw e;
    }
  }

  private void addChannel(Http admin, int id, double secondsBetweenFaults, long seed) {
    Programme programme =
        Programme.numbered(id).withBitrateBps(LOWEST_BITRATE + BITRATE_STEP * (id % 4));
    long bytesPerSecond = programme.bitrateBps() / 8;
    HarmLedger harmed = new HarmLedger();
    ScriptedUpstream source = ScriptedUpstream.start(programme, Script.ok());
    parts.add(source);
    List<String> urls = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      long distance = (long) (bytesPerSecond * secondsBetweenFaults);
      FaultProxy proxy =
          new FaultProxy(source.uri(), seed * 1_000 + id * 10L + i, distance, harmed);
      proxies.add(proxy);
      parts.add(proxy);
      urls.add('"' + proxy.uri().toString() + '"');
    }
    Http.Answer answer =
        admin.put("/api/v1/channels/c" + id, "{\"urls\":[" + String.join(",", urls) + "]}");
    assertThat(answer.status()).as(answer.body()).isBetween(200, 201);
    programmes.add(
        new Crowd.Programme(id, url.resolve("/live/c" + id + ".ts"), bytesPerSecond, harmed));
  }

  List<Crowd.Programme> programmes() {
    return programmes;
  }

  long pid() {
    return relay.pid();
  }

  JsonNode status() throws IOException {
    Http.Answer answer = Http.at(url).get("/status");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  /** Whether no channel has anything: no client, no ring, no connection. */
  boolean isIdle() throws IOException {
    JsonNode status = status();
    boolean idle = status.path("clients").asInt() == 0;
    for (JsonNode channel : status.path("channels")) {
      String state = channel.path("state").asText();
      idle &= state.equals("idle") || state.equals("failed");
    }
    return idle;
  }

  /** What the proxies have done, all together. */
  Map<Fault, Integer> faults() {
    Map<Fault, Integer> sum = new EnumMap<>(Fault.class);
    proxies.forEach(
        proxy -> proxy.counts().forEach((fault, count) -> sum.merge(fault, count, Integer::sum)));
    return sum;
  }

  int connections() {
    return proxies.stream().mapToInt(FaultProxy::totalConnections).sum();
  }

  /** What the relay has printed. */
  String said() {
    return relay.toString();
  }

  @Override
  public void close() throws IOException {
    relay.close();
    for (AutoCloseable part : parts) {
      try {
        part.close();
      } catch (Exception e) {
        throw new IOException("could not close " + part, e);
      }
    }
  }
}
