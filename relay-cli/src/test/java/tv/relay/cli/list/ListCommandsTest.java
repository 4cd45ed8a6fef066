package tv.relay.cli.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.relay.cli.testing.Run;
import tv.relay.cli.testing.ScriptedServer;
import tv.relay.cli.testing.ScriptedServer.Request;

final class ListCommandsTest {
  private static final String REPORT =
      """
      {"lists":[],"list":"tv","dryRun":true,"entries":30,"added":2,"changed":1,"unchanged":0,"removed":0,
       "missing":4,"skipped":{"on-demand":20,"broken":1},
       "problems":[{"line":7,"kind":"broken","text":"the entry has no\\u001b name"}],
       "problemsLeftOut":3,
       "changes":[{"id":"a","title":"A","change":"added","reason":null},
                  {"id":"b","title":"B","change":"changed","reason":"title, urls"}],
       "changesLeftOut":0}""";

  @TempDir private Path folder;
  private ScriptedServer server;

  @BeforeEach
  void start() throws IOException {
    server = ScriptedServer.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void shouldSendAFileAndTellWhatBecameOfIt() throws IOException {
    Path list = Files.writeString(folder.resolve("my tv.m3u"), "#EXTM3U\n");
    server.answering(200, REPORT);

    Run run =
        Run.against(
            server,
            "import",
            list.toString(),
            "--group",
            "UK & IE*",
            "--exclude-name",
            "/x|y/",
            "--merge",
            "tvg-id",
            "--dry-run");

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines())
        .containsExactly(
            "+ a  A",
            "~ b  B  (title, urls)",
            "line 7: the entry has no\\u001b name",
            "… and 3 more",
            "List tv, a trial that changes nothing: 30 entries read; channels 2 added, 1 changed,"
                + " 4 missing.",
            "Passed over: 20 on-demand, 1 broken.",
            "4 channels of this list are not in it any more, or not wanted; they stay unless you"
                + " give --prune.");
    Request request = server.requests().get(1);
    assertThat(request.target())
        .isEqualTo(
            "/api/v1/import?list=my-tv&group=UK%20%26%20IE*&excludeName=%2Fx%7Cy%2F&merge=tvg-id"
                + "&prune=false&dryRun=true");
    assertThat(request.body()).isEqualTo("#EXTM3U\n");
    assertThat(request.contentType()).isEqualTo("audio/x-mpegurl");
  }

  @Test
  void shouldHaveTheRelayFetchAUrl() throws IOException {
    server.answering(200, REPORT);

    Run run = Run.against(server, "import", "http://u:p@p.example/get.php?x=1", "--prune");

    assertThat(run.exitCode()).isZero();
    Request request = server.onlyRequest();
    assertThat(request.target())
        .startsWith("/api/v1/import?list=p.example&")
        .contains("prune=true");
    assertThat(request.contentType()).isEqualTo("application/json");
    assertThat(request.body()).isEqualTo("{\"url\":\"http://u:p@p.example/get.php?x=1\"}");
  }

  @Test
  void shouldSayWhatIsWrongWithTheFile() {
    assertThat(Run.against(server, "import", "missing.m3u").err())
        .contains("there is no file missing.m3u");
    assertThat(Run.against(server, "import", folder.toString()).err()).contains("is a folder");
    assertThat(Run.against(server, "import", "ftp://h/l.m3u").err()).contains("http or https only");
    assertThat(Run.against(server, "import", "x", "--merge", "url").err())
        .contains("none, tvg-id or name");
    assertThat(Run.against(server, "list", "add", "p", "http://h/", "--every", "5s").err())
        .contains("30m, 6h or 2d");
  }

  @Test
  void shouldSubscribeAndTellWhatTheFirstFetchBrought() throws IOException {
    server.answering(200, "{\"guides\":[],\"name\":\"g\",\"summary\":\"knows 3 of the channels\"}");

    Run run = Run.against(server, "guide", "add", "g", "/tmp/../tmp/guide.xml", "--every", "2d");

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("guide g: knows 3 of the channels").contains("/guide.xml");
    Request put = server.requests().get(2);
    assertThat(put.target()).isEqualTo("/api/v1/guides/g");
    assertThat(put.body()).isEqualTo("{\"file\":\"/tmp/guide.xml\",\"everySeconds\":172800}");
    assertThat(server.requests().get(3).target()).isEqualTo("/api/v1/guides/g/refresh?force=false");
  }

  @Test
  void shouldNotReplaceAListUnlessTold() throws IOException {
    server.answering(200, "{\"lists\":[{\"name\":\"p\"}]}");

    Run run = Run.against(server, "list", "add", "p", "http://h/");

    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.err()).contains("--replace");
  }

  @Test
  void shouldShowFailuresInTheList() throws IOException {
    server.answering(
        200,
        """
        {"lists":[{"name":"p","url":"http://h/…","everySeconds":21600,"refreshing":false,
          "refreshedAt":null,"triedAt":"2026-01-01T00:00:00Z","nextAt":"2026-01-01T00:01:00Z",
          "error":"h refuses connections","summary":null}]}""");

    Run run = Run.against(server, "list", "list");

    assertThat(run.out()).contains("6 h", "never", "now", "failed: h refuses connections");
  }
}
