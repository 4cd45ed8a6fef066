package tv.relay.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tv.relay.server.StartException;
import tv.relay.testing.Http;
import tv.relay.testing.RawExchange;

/** Lists and guides as a provider serves them, taken in and given out over HTTP. */
class ListsTest {
  private static final String LIST =
      """
      #EXTM3U
      #EXTINF:-1 tvg-id="one.uk" tvg-chno="2" group-title="UK;News",One
      live/1.ts
      #EXTINF:-1 tvg-id="two.uk" tvg-chno="1" group-title="UK",Two "2"
      live/2.ts
      #EXTINF:-1 group-title="Films",Film
      film.mkv
      """;

  private RunningRelay relay;
  private HttpServer provider;
  private final List<String> askedWith = new CopyOnWriteArrayList<>();
  private volatile String document = LIST;

  @BeforeEach
  void start() throws StartException, IOException {
    relay = RunningRelay.start();
    provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    provider.createContext(
        "/s3cret/",
        exchange -> {
          String known = exchange.getRequestHeaders().getFirst("If-None-Match");
          askedWith.add(String.valueOf(known));
          String etag = "\"" + document.hashCode() + "\"";
          exchange.getResponseHeaders().add("ETag", etag);
          byte[] body = document.getBytes(StandardCharsets.UTF_8);
          if (etag.equals(known)) {
            exchange.sendResponseHeaders(304, -1);
          } else {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          }
          exchange.close();
        });
    provider.start();
  }

  @AfterEach
  void stop() {
    relay.close();
    provider.stop(0);
  }

  @Test
  void shouldTakeInAListThatIsSent() {
    assertThat(relay.http().postText("/api/v1/import", LIST).status()).isEqualTo(401);
    Http.Answer misspelt = relay.admin().postText("/api/v1/import?dry_run=true", LIST);
    assertThat(misspelt.status()).isEqualTo(400);
    assertThat(misspelt.body()).contains("dryRun");
    assertThat(relay.admin().postText("/api/v1/import", "<html>").status()).isEqualTo(422);

    String absolute = LIST.replace("live/", "http://p/s3cret/");
    JsonNode trial = imported("?list=tv&group=uk&dryRun=true", absolute);
    assertThat(trial.path("added").asInt()).isEqualTo(2);
    assertThat(channels()).isEmpty();
    JsonNode report = imported("?list=tv&group=uk", absolute);

    assertThat(report.path("added").asInt()).isEqualTo(2);
    assertThat(report.path("skipped").path("filtered").asInt()).isEqualTo(1);
    assertThat(report.toString()).doesNotContain("s3cret");
    assertThat(channels()).containsExactly("two.uk", "one.uk");
  }

  /** Other bodies are a megabyte at most. */
  @Test
  void shouldTakeInAListOfManyMegabytesButRefuseWhatIsNone() {
    String films = "#EXTINF:-1,Film\nhttp://p/film.mkv\n".repeat(80_000);
    JsonNode report = imported("", LIST + films);
    assertThat(report.path("skipped").path("on-demand").asInt()).isEqualTo(80_000);

    Http.Answer refused = relay.admin().postText("/api/v1/import", "<html>" + films);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body()).contains("this is no M3U list");
  }

  @Test
  void shouldTakeInAListWhileAnotherIsStillOnItsWay() throws IOException {
    String absolute = LIST.replace("live/", "http://p/");
    try (RawExchange slow = RawExchange.open(relay.address())) {
      slow.send(
          "POST /api/v1/import?list=slow HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
              + "Authorization: Bearer "
              + relay.token()
              + "\r\nContent-Length: "
              + absolute.length()
              + "\r\n\r\n"
              + absolute.substring(0, 100));

      assertThat(imported("?list=fast", absolute.replace("p/", "q/")).path("added").asInt())
          .isEqualTo(2);
      RawExchange.Reply reply = slow.send(absolute.substring(100)).reply();
      assertThat(reply.status()).isEqualTo(200);
      assertThat(RunningRelay.json(reply.body()).path("added").asInt()).isEqualTo(2);
    }
  }

  @Test
  void shouldSubscribeToAListAndAskOnlyWhetherItHasChanged() {
    subscribe("lists", "tv", "/s3cret/list.m3u");
    RunningRelay.await().until(() -> channels().size() == 2);

    assertThat(relay.admin().post("/api/v1/lists/tv/refresh", "").status()).isEqualTo(200);
    assertThat(askedWith).last().isNotEqualTo("null");
    document = LIST.replace("One", "Uno").replace("#EXTINF:-1 tvg-id=\"two", "#EXTINF:-1 x=\"two");
    Http.Answer refreshed = relay.admin().post("/api/v1/lists/tv/refresh", "");

    assertThat(RunningRelay.json(refreshed.body()).path("summary").asText()).isEqualTo("2 changed");
    assertThat(refreshed.body()).doesNotContain("s3cret");
    assertThat(relay.admin().get("/api/v1/events").body()).contains("2 changed", "refreshed");
    document = "<html>blocked";
    Http.Answer failed = relay.admin().post("/api/v1/lists/tv/refresh", "");
    assertThat(failed.status()).isEqualTo(502);
    assertThat(failed.body()).contains("this is no M3U list");
    JsonNode list = RunningRelay.json(relay.admin().get("/api/v1/lists").body()).path("lists");
    assertThat(list.path(0).path("error").asText()).contains("no M3U list");
    assertThat(channels()).hasSize(2);
    assertThat(relay.admin().delete("/api/v1/lists/tv").status()).isEqualTo(204);
    assertThat(relay.admin().delete("/api/v1/lists/tv").status()).isEqualTo(404);
  }

  @Test
  void shouldRefuseSubscriptionsThatMakeNoSense() {
    for (String body :
        List.of(
            "{}",
            "no json",
            "{\"url\": \"ftp://h/\"}",
            "{\"file\": \"relative.m3u\"}",
            "{\"url\": \"http://h/\", \"file\": \"/x\"}",
            "{\"url\": \"http://h/\", \"everySeconds\": 5}",
            "{\"url\": \"http://h/\", \"everySeconds\": \"6h\"}",
            "{\"url\": \"http://h/\", \"groups\": \"UK\"}",
            "{\"url\": \"http://h/\", \"groups\": [\"/(/\"]}",
            "{\"url\": \"http://h/\", \"gruops\": []}")) {
      assertThat(relay.admin().put("/api/v1/lists/tv", body).status()).as(body).isEqualTo(400);
    }
    assertThat(relay.admin().put("/api/v1/guides/g", "{\"url\": \"http://h/\", \"prune\": true}"))
        .extracting(Http.Answer::status)
        .isEqualTo(400);
  }

  @Test
  void shouldGiveOutWhatCameIn() {
    imported("?list=tv", LIST.replace("live/", "http://p/"));

    Http.Answer list = relay.http().get("/playlist.m3u");

    assertThat(list.header("Content-Type")).contains("audio/x-mpegurl");
    assertThat(list.body())
        .isEqualTo(
            """
            #EXTM3U
            #EXTINF:-1 channel-id="two.uk" tvg-id="two.uk" tvg-name="Two '2'" tvg-chno="1" \
            group-title="UK",Two '2'
            %1$s
            #EXTINF:-1 channel-id="one.uk" tvg-id="one.uk" tvg-name="One" tvg-chno="2" \
            group-title="UK;News",One
            %2$s
            """
                .formatted(relay.live("two.uk"), relay.live("one.uk")));
    assertThat(relay.http().get("/playlist.m3u?group=nEWS").body())
        .contains("One")
        .doesNotContain("Two");
    assertThat(relay.http().get("/playlist.m3u?group=none").body()).isEqualTo("#EXTM3U\n");
    assertThat(relay.http().get("/playlist.m3u?sort=title").body())
        .containsSubsequence("One", "Two");
    assertThat(relay.http().get("/playlist.m3u?player=kodi").body())
        .contains("One\n#KODIPROP:mimetype=video/mp2t\nhttp://");
    assertThat(relay.http().get("/playlist.m3u?player=winamp").status()).isEqualTo(400);
    assertThat(relay.http().get("/playlist.m3u?sort=luck").status()).isEqualTo(400);
  }

  @Test
  void shouldServeTheMergedGuideAndSayWhenItHasNotChanged() throws IOException {
    imported("?list=tv", LIST.replace("live/", "http://p/"));
    assertThat(relay.http().get("/guide.xml").status()).isEqualTo(404);
    document = guide("one.uk", "News") + "<!-- other -->";
    subscribe("guides", "g", "/s3cret/guide.xml");
    RunningRelay.await().until(() -> relay.http().get("/guide.xml").status() == 200);

    Http.Answer guide = relay.http().get("/guide.xml");
    assertThat(guide.body()).contains("<channel id=\"one.uk\">", ">News<").doesNotContain("other");
    assertThat(relay.http().get("/playlist.m3u").body())
        .startsWith("#EXTM3U url-tvg=\"" + relay.uri("/guide.xml") + "\"");
    String etag = guide.header("ETag").orElseThrow();
    String date = guide.header("Last-Modified").orElseThrow();
    assertThat(conditional("If-None-Match: " + etag)).isEqualTo(304);
    assertThat(conditional("If-None-Match: \"other\"")).isEqualTo(200);
    assertThat(conditional("If-Modified-Since: " + date)).isEqualTo(304);
    assertThat(conditional("Accept-Encoding: gzip\r\nIf-None-Match: " + etag)).isEqualTo(200);

    // A channel that is added is looked up in the guide that is there.
    document = guide("three.uk", "Late");
    Http.Answer unclear = relay.admin().post("/api/v1/guides/g/refresh?force=yes", "");
    assertThat(unclear.status()).isEqualTo(400);
    assertThat(unclear.body()).contains("force is true or false");
    assertThat(relay.admin().post("/api/v1/guides/g/refresh", "").status()).isEqualTo(200);
    assertThat(relay.http().get("/guide.xml").body()).doesNotContain("Late");
    relay
        .admin()
        .put("/api/v1/channels/three", "{\"urls\":[\"http://p/3\"],\"tvgId\":\"THREE.uk\"}");
    RunningRelay.await()
        .until(() -> relay.http().get("/guide.xml").body().contains("channel=\"THREE.uk\""));

    relay.admin().delete("/api/v1/guides/g");
    RunningRelay.await().until(() -> relay.http().get("/guide.xml").status() == 404);
  }

  @Test
  void shouldNotTakeABombForAGuide() {
    document = "<!DOCTYPE tv [<!ENTITY a \"aaaa\">]><tv>&a;</tv>";
    subscribe("guides", "g", "/s3cret/guide.xml");
    RunningRelay.await()
        .until(() -> relay.admin().get("/api/v1/guides/g").body().contains("declares entities"));
    assertThat(relay.http().get("/guide.xml").status()).isEqualTo(404);
  }

  private int conditional(String header) throws IOException {
    return RawExchange.exchange(
            relay.address(),
            "GET /guide.xml HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + header + "\r\n\r\n")
        .status();
  }

  private static String guide(String channel, String title) {
    return "<tv><channel id='"
        + channel
        + "'><display-name>x</display-name></channel><programme start='20260101000000 +0000'"
        + " channel='"
        + channel
        + "'><title>"
        + title
        + "</title></programme><programme start='1' channel='other'><title>other</title>"
        + "</programme></tv>";
  }

  private void subscribe(String kind, String name, String path) {
    String url = "http://127.0.0.1:" + provider.getAddress().getPort() + path;
    Http.Answer answer =
        relay
            .admin()
            .put("/api/v1/" + kind + "/" + name, "{\"url\": \"" + url + "\", \"everySeconds\": 0}");
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.body()).doesNotContain("s3cret");
  }

  private JsonNode imported(String query, String list) {
    Http.Answer answer = relay.admin().postText("/api/v1/import" + query, list);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return RunningRelay.json(answer.body());
  }

  private List<String> channels() {
    JsonNode channels =
        RunningRelay.json(relay.admin().get("/api/v1/channels").body()).path("channels");
    return StreamSupport.stream(channels.spliterator(), false)
        .map(channel -> channel.path("id").asText())
        .toList();
  }
}
