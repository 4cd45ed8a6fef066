package tv.relay.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tv.relay.server.StartException;
import tv.relay.testing.Http;
import tv.relay.testing.Script;
import tv.relay.testing.ScriptedUpstream;
import tv.relay.testing.TsClient;

/** What the page is made of, and what it asks for. */
class PageTest {
  private RunningRelay relay;

  @BeforeEach
  void start() throws StartException {
    relay = RunningRelay.start();
  }

  @AfterEach
  void stop() {
    relay.close();
  }

  @Test
  void shouldServeThePageToAnybodyUnderAStrictPolicy() {
    Http.Answer page = relay.http().get("/");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(page.header("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe", "*", "http:");
    assertThat(page.header("Referrer-Policy")).contains("no-referrer");
    assertThat(page.header("X-Content-Type-Options")).contains("nosniff");
    assertThat(page.header("ETag")).isPresent();
    assertThat(relay.http().get("/page/app.js").header("Content-Type"))
        .contains("text/javascript; charset=utf-8");
  }

  @Test
  void shouldServeNothingElseOfTheJar() {
    for (String path :
        List.of(
            "/page",
            "/page/",
            "/page/../page/app.js",
            "/page/PageHandler.class",
            "/page/%2e%2e/PageHandler.class",
            "/page/none.js",
            "/page/app.js/x",
            "/nothing")) {
      assertThat(relay.http().get(path).status()).as(path).isEqualTo(404);
    }
    assertThat(relay.http().put("/", "x").status()).isEqualTo(405);
  }

  @Test
  void shouldShowNothingWithoutTheToken() {
    for (String path : List.of("/api/v1/overview", "/api/v1/events/stream")) {
      assertThat(relay.http().get(path).status()).as(path).isEqualTo(401);
    }
  }

  @Test
  void shouldTellChangesOnly() throws IOException {
    try (ScriptedUpstream upstream = ScriptedUpstream.start(Script.status(403), Script.ok())) {
      relay
          .channel("one", upstream.uri("/secret/a"), upstream.uri("/secret/b"))
          .channel("two", upstream.uri());
      JsonNode first = overview("");
      assertThat(first.path("full").asBoolean()).isTrue();
      assertThat(first.path("channels")).hasSize(2);
      assertThat(first.path("base").asText()).isEqualTo(relay.uri("").toString());
      try (TsClient client = TsClient.get(relay.live("one"))) {
        client.awaitPackets(100);
        RunningRelay.await()
            .untilAsserted(
                () -> {
                  JsonNode change = overview(first.path("version").asText());
                  assertThat(change.has("full")).isFalse();
                  assertThat(change.has("base")).isFalse();
                  assertThat(change.path("channels")).hasSize(1);
                  assertThat(change.path("channels").path(0).path("state").asText())
                      .isEqualTo("live");
                  // Its sources look alike when what may be a credential is left out.
                  assertThat(change.path("channels").path(0).path("sourcePlace").asInt())
                      .isEqualTo(2);
                  assertThat(change.path("clients").path(0).path("id"))
                      .isEqualTo(relay.clients("one").get(0).path("id"));
                });
        relay.remove("two");
        RunningRelay.await()
            .untilAsserted(
                () ->
                    assertThat(
                            overview(first.path("version").asText()).path("gone").path("channels"))
                        .hasToString("[\"two\"]"));
      }
      assertThat(overview("of-another-run").path("full").asBoolean()).isTrue();
      assertThat(overview("x".repeat(5_000)).path("full").asBoolean()).isTrue();
    }
  }

  private JsonNode overview(String since) {
    return RunningRelay.json(relay.admin().get("/api/v1/overview?since=" + since).body());
  }

  @Test
  void shouldSendEventsAsTheyComeAndGoOnWhereOneLeftOff() throws IOException {
    try (ScriptedUpstream upstream = ScriptedUpstream.start(Script.ok())) {
      relay.channel("one", upstream.uri()).channel("two", upstream.uri());
      try (Follower follower = new Follower(0);
          TsClient one = TsClient.get(relay.live("one"))) {
        one.awaitPackets(1);
        assertThat(follower.until("data: ")).containsSequence("id: 1", "event: relay");
        try (TsClient two = TsClient.get(relay.live("two"))) {
          two.awaitPackets(1);
          assertThat(follower.until("data: ")).contains("id: 2");
        }
      }
      try (Follower later = new Follower(1)) {
        assertThat(later.until("data: ")).contains("id: 2").doesNotContain("id: 1");
      }
      // Of another run, which had more of them.
      try (Follower stranger = new Follower(1_000)) {
        assertThat(stranger.until("data: ")).contains("id: 1");
      }
    }
  }

  /** Sooner than the next sign of life, which is later than a follower here waits. */
  @Test
  void shouldSendWhatHappensToListsAndGuidesAsItComes() throws IOException {
    try (Follower follower = new Follower(0)) {
      assertThat(follower.until("retry: ")).isNotEmpty();
      Http.Answer added =
          relay.admin().put("/api/v1/guides/none", "{\"file\": \"/nowhere/guide.xml\"}");
      assertThat(added.status()).as(added.body()).isEqualTo(201);
      assertThat(follower.until("data: ")).contains("id: 1");
    }
  }

  @Test
  void shouldBoundThoseWhoFollowAndTakeNewOnesWhenOthersLeave() throws IOException {
    List<Follower> followers = new ArrayList<>();
    try {
      for (int i = 0; i < 64; i++) {
        followers.add(new Follower(0));
        assertThat(followers.get(i).status()).contains("200");
      }
      try (Follower more = new Follower(0)) {
        assertThat(more.status()).contains("503");
      }
      followers.remove(0).close();
      RunningRelay.await()
          .untilAsserted(
              () -> {
                try (Follower next = new Follower(0)) {
                  assertThat(next.status()).contains("200");
                }
              });
    } finally {
      for (Follower follower : followers) {
        follower.close();
      }
    }
  }

  /** Reads an event stream line by line. */
  private final class Follower implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader lines;

    Follower(long last) throws IOException {
      socket = new Socket(relay.address().getAddress(), relay.address().getPort());
      socket.setSoTimeout(10_000);
      String head =
          "GET /api/v1/events/stream HTTP/1.1\r\nHost: localhost\r\nLast-Event-ID: %d\r\n"
              + "Authorization: Bearer %s\r\n\r\n";
      socket
          .getOutputStream()
          .write(head.formatted(last, relay.token()).getBytes(StandardCharsets.US_ASCII));
      lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    String status() throws IOException {
      return lines.readLine();
    }

    /** The lines up to the next that begins so, which is no more one of them. */
    List<String> until(String beginning) throws IOException {
      List<String> read = new ArrayList<>();
      String line = lines.readLine();
      while (line != null && !line.startsWith(beginning)) {
        read.add(line);
        line = lines.readLine();
      }
      return read;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
