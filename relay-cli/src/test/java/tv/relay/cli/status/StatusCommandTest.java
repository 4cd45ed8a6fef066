package tv.relay.cli.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tv.relay.cli.testing.Run;
import tv.relay.cli.testing.ScriptedServer;

final class StatusCommandTest {
  private static final String CHANNEL =
      """
      {"id":"news","title":"N\\u001b[2Jews","state":"live","upstream":{"url":"http://a.example/","connectedSeconds":70,"receivedBytes":8388608,
        "bitrateBps":8012345,"reconnects":2,"lastByteAgeMillis":3,"lastError":"reset by peer"},
       "stream":{"handling":"joins and skips at access points","packetDistanceBytes":204,
        "programmes":[{"number":1,"pcrPid":256,"streams":[{"pid":256,"codec":"H.264"},
         {"pid":257,"codec":"AAC\\u001b[2J"}]},
         {"number":2,"pcrPid":512,"streams":[{"pid":512,"codec":"HEVC"}]}],
        "continuityErrors":4,"nullPackets":17,"pcrJumps":1,"pcrJitterMillis":6,
        "accessPointIntervalMillis":1920,"scrambled":true},
       "losses":{"droppedChunks":33,"droppedBytes":6204,"drops":{"lapped":30,"join":3},"skips":1},
       "ring":{"capacityBytes":8388608,"headSequence":99,"heldMillis":8123},
       "clients":[{"id":"17","address":"10.0.0.9:50412","userAgent":"VLC/3.0.24",
        "connectedSeconds":75,"sentBytes":1316,"droppedChunks":3,"droppedBytes":3948,"droppedMillis":350,
        "drops":{"lapped":3},"skips":1,"longestSkipMillis":340,"lateSkips":0,"sourceGaps":4,
        "lagBytes":1316,"lagMillis":12,"maxLagMillis":20,"lastDropSecondsAgo":5}]}""";
  private static final String STATUS =
      "{\"version\":\"0.1.0\",\"uptimeSeconds\":3700,\"clients\":1,\"channels\":[" + CHANNEL + "]}";

  private ScriptedServer server;

  @BeforeEach
  void start() throws IOException {
    server = ScriptedServer.start().answering(200, STATUS);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void shouldShowChannelsAndClients() {
    List<String> lines = Run.against(server, "status").out().lines().toList();

    assertThat(lines.get(0)).isEqualTo("relay 0.1.0, up 1 h 1 min, 1 channel, 1 client");
    assertThat(lines.get(3).split(" {2,}"))
        .containsExactly(
            "news",
            "live",
            "1",
            "8.0 Mbit/s",
            "8.4 MB",
            "8.1 s",
            "2",
            "5.6 kB",
            "N\\u001b[2Jews",
            "reset by peer");
    assertThat(lines.get(6).split(" {2,}"))
        .containsExactly(
            "news",
            "8.0 Mbit/s",
            "every 1.9 s",
            "scrambled, 4 gaps, 1 clock jump",
            "6 ms",
            "204 B",
            "1: H.264, AAC\\u001b[2J; 2: HEVC");
    assertThat(lines.get(9).split(" {2,}"))
        .containsExactly(
            "17",
            "news",
            "10.0.0.9:50412",
            "VLC/3.0.24",
            "1 min 15 s",
            "1.3 kB",
            "12 ms",
            "1.3 kB",
            "20 ms",
            "3.9 kB in 3",
            "340 ms",
            "5 s ago",
            "link too slow: 350 ms lost in 1 skip; source: 4 gaps");
  }

  @Test
  void shouldShowTheSourcesWhereThereAreSeveral() {
    server.answering(
        200,
        """
        {"id":"a","state":"live","upstream":{},"ring":null,"clients":[],"sources":[
         {"url":"http://a/","account":"prov","state":"cooling","stateSeconds":3,"tries":4,
          "lastError":"404","coolingSeconds":70},
         {"url":"http://b/","account":"b","state":"live","stateSeconds":3,"tries":0,"lastError":null,
          "coolingSeconds":null,"seams":{"trimmedBytes":900,"trimmedMillis":1500,"gaps":2,
          "gapMillis":3100}}]}""");

    List<String> lines = Run.against(server, "status", "a").out().lines().toList();

    assertThat(lines.get(5).split(" {2,}"))
        .containsExactly("a", "http://a/", "prov", "cooling", "3 s", "1 min 10 s", "4", "-", "404");
    assertThat(lines.get(6).split(" {2,}"))
        .containsExactly(
            "a", "http://b/", "b", "live", "3 s", "-", "0", "1.5 s repeated, 2 gaps, 3.1 s in all");
  }

  @Test
  void shouldShowTheOnlySourceOfManyChannelsWhereThereWasTrouble() {
    server.answering(
        200,
        """
        {"version":"1","channels":[
         {"id":"a","state":"live","upstream":{},"ring":null,"clients":[],"sources":[
          {"url":"http://a/","account":"a","state":"live","stateSeconds":3,"tries":1,
           "coolingSeconds":null,"lastError":"the source ended the stream"}]},
         {"id":"b","state":"live","upstream":{},"ring":null,"clients":[],"sources":[
          {"url":"http://b/","account":"b","state":"live","stateSeconds":3,"tries":0,
           "coolingSeconds":null,"lastError":null}]}]}""");

    assertThat(Run.against(server, "status").out())
        .contains("SOURCE OF", "the source ended the stream")
        .doesNotContain("http://b/");
  }

  @Test
  void shouldShowTheOnlySourceOfAChannelAndItsAccount() {
    server.answering(
        200,
        """
        {"id":"a","state":"idle","upstream":{},"ring":null,"clients":[],"sources":[
         {"url":"http://a/","account":"prov","state":"idle","stateSeconds":3,"tries":0,
          "coolingSeconds":null,"lastError":null}]}""");

    assertThat(Run.against(server, "status", "a").out()).contains("ACCOUNT", "prov");
  }

  @Test
  void shouldShowWhatIsHeldBack() {
    server.answering(
        200,
        """
        {"id":"a","state":"live","alwaysOn":true,"upstream":{},"clients":[],
         "ring":{"heldMillis":14000,"reserve":{"wantedMillis":10000,"heldMillis":7100,
          "filling":true,"ringTooSmall":false}}}""");

    List<String> lines = Run.against(server, "status", "a").out().lines().toList();

    assertThat(lines.get(2)).startsWith("a        live, always on  ");
    assertThat(lines.get(5).split(" {2,}"))
        .containsExactly("a", "7.1 s", "10.0 s", "fills, clients wait");
  }

  @Test
  void shouldShowAnIdleChannel() {
    server.answering(
        200, "{\"id\":\"a\",\"state\":\"idle\",\"upstream\":null,\"ring\":null,\"clients\":[]}");

    Run run = Run.against(server, "status", "a");

    assertThat(server.onlyRequest().target()).isEqualTo("/status/a");
    assertThat(run.out()).contains("idle", "Nobody is watching.").doesNotContain("STREAM");
  }

  @Test
  void shouldSayHowAnOpaqueStreamIsHandled() {
    server.answering(
        200,
        """
        {"id":"radio","state":"live","upstream":{"bitrateBps":128000},"ring":null,"clients":[],
         "stream":{"handling":"not MPEG-TS: joins at the live edge and skips anywhere",
          "packetDistanceBytes":null,"programmes":[],"continuityErrors":null,"nullPackets":null,
          "pcrJumps":null,"pcrJitterMillis":null,"accessPointIntervalMillis":null,
          "scrambled":null}}""");

    Run run = Run.against(server, "status", "radio");

    assertThat(run.out().lines().toList().get(5).split(" {2,}"))
        .containsExactly(
            "radio",
            "128.0 kbit/s",
            "-",
            "-",
            "-",
            "-",
            "not MPEG-TS: joins at the live edge and skips anywhere");
  }

  @Test
  void shouldSayOfAStreamWithoutErrorsThatItHasNone() {
    server.answering(
        200,
        CHANNEL
            .replace("\"continuityErrors\":4", "\"continuityErrors\":0")
            .replace("\"pcrJumps\":1", "\"pcrJumps\":0")
            .replace("true", "false"));

    assertThat(Run.against(server, "status", "news").out()).contains("  no errors  ");
  }

  @Test
  void shouldFitTheTerminal() {
    Run run = Run.with(Map.of("RELAY_URL", server.url(), "COLUMNS", "80"), "status");

    assertThat(run.out().lines()).allMatch(line -> line.length() <= 80);
    assertThat(run.out()).contains("CLIENT", "LAG", "DROPPED", "FAULT", "link too slow", "1: H");
  }

  /** The verdict is what one looks for: other columns go before it does. */
  @Test
  void shouldKeepTheVerdictInFortyColumns() {
    Run run = Run.with(Map.of("RELAY_URL", server.url(), "COLUMNS", "40"), "status");

    assertThat(run.out().lines().skip(1)).allMatch(line -> line.length() <= 40);
    assertThat(run.out().lines())
        .anyMatch(line -> line.matches("17 +news +12 ms +link too slow.*"));
  }

  @Test
  void shouldPassJsonOnWithoutLoss() throws IOException {
    Run run = Run.against(server, "status", "--json");

    assertThat(run.out()).doesNotContain("\u001b");
    assertThat(new ObjectMapper().readTree(run.out()))
        .isEqualTo(new ObjectMapper().readTree(STATUS));
  }

  @Test
  void shouldSayWhenTheChannelIsUnknown() {
    server.answering(404, "{\"error\":\"there is no channel x\"}");

    Run run = Run.against(server, "status", "x");

    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.err()).contains("there is no channel x");
  }

  @Test
  void shouldWatchUntilStoppedWithOneDocumentALine() throws Exception {
    CompletableFuture<Run> result = new CompletableFuture<>();
    Thread watcher =
        new Thread(() -> result.complete(Run.against(server, "status", "--watch", "--json")));
    watcher.start();
    await().until(() -> server.requests().size() >= 2);
    watcher.interrupt();

    Run run = result.get();

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines())
        .hasSizeGreaterThanOrEqualTo(2)
        .allMatch(line -> line.startsWith("{\"version\"") && line.endsWith("}"));
  }

  @Test
  void shouldWatchWithoutControlSequencesWhenOutputIsNoTerminal() throws Exception {
    CompletableFuture<Run> result = new CompletableFuture<>();
    Thread watcher =
        new Thread(() -> result.complete(Run.against(server, "status", "news", "--watch")));
    server.answering(200, CHANNEL);
    watcher.start();
    await().until(() -> server.requests().size() >= 2);
    watcher.interrupt();

    assertThat(result.get().out()).doesNotContain("\u001b").contains("VLC/3.0.24");
  }
}
