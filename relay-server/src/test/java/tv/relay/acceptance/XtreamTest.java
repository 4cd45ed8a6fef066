package tv.relay.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.relay.acceptance.XtreamRelay.LOGIN;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.relay.testing.Http;
import tv.relay.testing.LogLines;
import tv.relay.testing.RawExchange;
import tv.relay.testing.TsClient;

/** Playing with a play account, and who may not. */
class XtreamTest {
  private XtreamRelay panel;

  @BeforeEach
  void start() throws Exception {
    panel = XtreamRelay.start();
  }

  @AfterEach
  void stop() {
    panel.close();
  }

  @Test
  void shouldTurnAwayWhoIsUnknown() {
    for (String login :
        List.of("", "?username=anna", "?username=anna&password=wrong-1", "?username=&password=")) {
      Http.Answer refused = panel.get("/player_api.php" + login);
      assertThat(refused.status()).isEqualTo(200);
      assertThat(refused.body()).isEqualTo("{\"user_info\":{\"auth\":0}}");
      assertThat(panel.get("/get.php" + login).status()).isEqualTo(403);
      assertThat(panel.get("/xmltv.php" + login).status()).isEqualTo(403);
    }
    int id = panel.streamId(0);
    assertThat(panel.get("/live/anna/wrong-1/" + id + ".ts").status()).isEqualTo(403);
    assertThat(panel.get("/anna/wrong-1/" + id).status()).isEqualTo(403);
    assertThat(panel.get("/live/anna/sesame-1/1.ts").status()).isEqualTo(404);
    assertThat(panel.get("/live/anna/sesame-1/" + id + ".m3u8").status()).isEqualTo(404);
    assertThat(panel.news().totalConnections()).isZero();
  }

  @Test
  void shouldNotLetGuessingGoOn() {
    int status = 200;
    for (int i = 0; i < 50 && status != 429; i++) {
      status = panel.get("/player_api.php?username=anna&password=guess-" + i).status();
    }

    assertThat(status).isEqualTo(429);
  }

  @Test
  void shouldGiveAPlaylistThatPlays() throws Exception {
    Http.Answer list = panel.get("/get.php" + LOGIN + "&type=m3u_plus&output=ts");

    assertThat(list.status()).isEqualTo(200);
    assertThat(list.header("Content-Type")).contains("audio/x-mpegurl");
    List<String> lines = list.body().lines().toList();
    assertThat(lines.get(0))
        .startsWith("#EXTM3U url-tvg=\"" + panel.relay().uri("/xmltv.php" + LOGIN) + "\"");
    assertThat(lines.get(1)).contains("tvg-id=\"news.tv\"", "group-title=\"News;World\"");
    assertThat(lines.get(2))
        .isEqualTo(
            panel.relay().uri("/live/anna/sesame-1/" + panel.streamId(0) + ".ts").toString());
    assertThat(list.body()).doesNotContain("s3cret");
    try (TsClient client = TsClient.get(URI.create(lines.get(2)))) {
      client.awaitPackets(100).verifier().assertComplete();
      assertThat(panel.api("").path("user_info").path("active_cons").asText()).isEqualTo("1");
    }
    assertThat(panel.get(lines.get(0).replaceFirst(".*?(/xmltv[^\"]*).*", "$1")).body())
        .contains("<channel id=\"news.tv\"><display-name>News \"24\"</display-name>");
  }

  @Test
  void shouldGiveTheMergedGuideToWhoSignsIn(@TempDir Path folder) throws Exception {
    Path first = folder.resolve("first.xml");
    Path second = folder.resolve("second.xml");
    Files.writeString(
        first, "<tv>" + guide("NEWS.tv", "Morning") + guide("other.tv", "Secret show") + "</tv>");
    Files.writeString(
        second, "<tv>" + guide("news.tv", "Not this one") + guide("sport", "Match") + "</tv>");
    for (Path file : List.of(first, second)) {
      String name = file.getFileName().toString();
      Http admin = panel.relay().admin();
      admin.put("/api/v1/guides/" + name, "{\"file\": \"" + file + "\"}");
      RunningRelay.await()
          .until(() -> admin.get("/api/v1/guides/" + name).body().contains("refreshedAt\":\""));
    }

    RunningRelay.await()
        .untilAsserted(
            () ->
                assertThat(panel.get("/xmltv.php" + LOGIN).body())
                    .contains("Morning", "Match", "<channel id=\"news.tv\"")
                    .doesNotContain("Not this one", "Secret show", "s3cret"));
    assertThat(panel.get("/xmltv.php?username=anna&password=no").body()).doesNotContain("Morning");
  }

  private static String guide(String id, String title) {
    return "<channel id='%s'><display-name>%s</display-name></channel>".formatted(id, id)
        + "<programme channel='%s' start='20260101000000 +0000' stop='20260101010000 +0000'>"
            .formatted(id)
        + "<title>%s</title></programme>".formatted(title);
  }

  /** Players look before they play; that takes no place and no connection. */
  @Test
  void shouldAnswerHeadWithoutTakingAPlace() throws Exception {
    String request = "HEAD " + panel.stream(0).getPath() + " HTTP/1.1\r\nHost: h\r\n\r\n";

    RawExchange.Reply reply = RawExchange.head(panel.relay().address(), request);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("Content-Type")).contains("video/mp2t");
    assertThat(reply.header("Content-Length")).isEmpty();
    assertThat(panel.news().totalConnections()).isZero();
    assertThat(panel.api("").path("user_info").path("active_cons").asText()).isEqualTo("0");
  }

  /** One that waits for a place and gives up must not get it. */
  @Test
  void shouldForgetAPlayerThatLeavesWhileItWaits() throws Exception {
    try (TsClient first = TsClient.get(panel.stream(0)).awaitPackets(20)) {
      TsClient.get(panel.stream(1)).close();
      first.awaitMorePackets(20);
    }
    panel.relay().awaitClients("sport", 0);
    try (TsClient again = TsClient.get(panel.stream(0))) {
      again.awaitPackets(20).verifier().assertComplete();
    }
  }

  @Test
  void shouldPlayByTheShortPath() throws Exception {
    try (TsClient client = TsClient.get(panel.relay().uri("/anna/sesame-1/" + panel.streamId(0)))) {
      client.awaitPackets(100).verifier().assertComplete();
    }
  }

  /** A player opens the next channel before it closes the last. */
  @Test
  void shouldWaitForTheLastStreamOfAPlayerThatZaps() throws Exception {
    TsClient last = TsClient.get(panel.stream(0)).awaitPackets(20);
    try (TsClient next = TsClient.get(panel.stream(1))) {
      last.close();
      next.awaitPackets(50).verifier().expectStream(2).assertComplete();
    }
  }

  @Test
  void shouldKeepToTheLimitOfTheAccount() throws Exception {
    panel.put("anna", "{\"maxConnections\":1}");
    try (TsClient first = TsClient.get(panel.stream(0)).awaitPackets(20)) {
      Http.Answer refused = panel.get(panel.stream(1).getPath());

      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.header("Retry-After")).isPresent();
      assertThat(refused.body())
          .isEqualTo("the play account anna has its limit of 1 stream at once\n");
      assertThat(panel.sport().totalConnections()).isZero();
      first.awaitMorePackets(50).verifier().assertComplete();
    }
    // The place comes back.
    try (TsClient again = TsClient.get(panel.stream(1))) {
      again.awaitPackets(20);
    }
  }

  @Test
  void shouldEndTheStreamsOfAnAccountThatIsRemoved() throws Exception {
    try (TsClient client = TsClient.get(panel.stream(0)).awaitPackets(20)) {
      assertThat(panel.relay().admin().delete("/api/v1/play-accounts/anna").status())
          .isEqualTo(204);
      panel.relay().awaitClients("news", 0);
      assertThat(panel.get(panel.stream(0).getPath()).status()).isEqualTo(403);
      client.verifier().assertComplete();
    }
  }

  @Test
  void shouldShowPasswordsNowhere() throws Exception {
    try (TsClient client = TsClient.get(panel.stream(0)).awaitPackets(20)) {
      assertThat(panel.relay().status().toString()).doesNotContain("sesame");
      assertThat(panel.relay().admin().get("/api/v1/events").body()).doesNotContain("sesame");
      assertThat(panel.relay().admin().get("/api/v1/clients").body()).doesNotContain("sesame");
      assertThat(panel.relay().admin().get("/api/v1/play-accounts").body())
          .contains("\"user\":\"anna\"", "\"connections\":1")
          .doesNotContain("sesame");
      client.verifier().assertComplete();
    }
  }

  @Test
  void shouldLogNoPasswords(@TempDir Path folder) throws Exception {
    Path log = folder.resolve("access.log");
    try (XtreamRelay logging = XtreamRelay.logging(log);
        LogLines lines = LogLines.ofRelay()) {
      logging.get("/get.php" + LOGIN);
      logging.get("/anna/sesame-x/1");
      TsClient.get(logging.stream(0)).awaitPackets(20).close();
      RunningRelay.await()
          .untilAsserted(
              () -> assertThat(Files.readString(log)).containsPattern("/live/.*/[0-9]+[.]ts"));
      assertThat(Files.readString(log)).doesNotContain("sesame");
      assertThat(lines.lines()).noneMatch(line -> line.contains("sesame"));
    }
  }

  @Test
  void shouldAdministerPlayAccounts() {
    assertThat(panel.get("/api/v1/play-accounts").status()).isEqualTo(401);
    Http.Answer made = panel.put("bert", "{}");
    assertThat(made.status()).isEqualTo(201);
    String password = RunningRelay.json(made.body()).path("password").asText();
    assertThat(password).matches("[a-z2-9]{12}");
    assertThat(panel.relay().admin().get("/api/v1/play-accounts/bert").body())
        .doesNotContain(password);
    assertThat(panel.get("/player_api.php?username=bert&password=" + password).body())
        .contains("\"auth\":1");
    Http.Answer tooShort = panel.put("carl", "{\"password\":\"a b\"}");
    assertThat(tooShort.status()).isEqualTo(400);
    assertThat(tooShort.body()).contains("\"field\":\"password\"").doesNotContain("a b");
    assertThat(panel.put("carl", "{\"maxConnections\":\"2\"}").status()).isEqualTo(400);
    assertThat(panel.put("carl", "{\"most\":2}").status()).isEqualTo(400);
    assertThat(panel.put("carl", "[]").status()).isEqualTo(400);
    assertThat(panel.relay().admin().get("/api/v1/play-accounts/carl").status()).isEqualTo(404);
    assertThat(panel.relay().admin().delete("/api/v1/play-accounts/carl").status()).isEqualTo(404);
  }
}
