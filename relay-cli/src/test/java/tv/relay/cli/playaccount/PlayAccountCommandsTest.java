package tv.relay.cli.playaccount;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tv.relay.cli.testing.Run;
import tv.relay.cli.testing.ScriptedServer;
import tv.relay.cli.testing.ScriptedServer.Request;

final class PlayAccountCommandsTest {
  private static final String ANNA =
      """
      {"user":"anna","maxConnections":2,"connections":1,"created":"2026-01-02T03:04:05Z"}""";

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
  void shouldTellThePasswordThatWasMade() {
    server.answering(201, ANNA.replace("}", ",\"password\":\"made4her\"}"));

    Run run = Run.against(server, "play-account", "add", "anna");

    assertThat(run.exitCode()).isZero();
    Request request = server.onlyRequest();
    assertThat(request.method()).isEqualTo("PUT");
    assertThat(request.target()).isEqualTo("/api/v1/play-accounts/anna");
    assertThat(request.ifNoneMatch()).isEqualTo("*");
    assertThat(request.body()).isEqualTo("{}");
    assertThat(run.out()).contains("2 streams at once", "made4her");
  }

  @Test
  void shouldSendThePasswordAndNotRepeatIt() {
    server.answering(201, ANNA);

    Run run =
        Run.against(
            server,
            "play-account",
            "add",
            "anna",
            "--password",
            "sesame-1",
            "--max-connections",
            "2");

    assertThat(server.onlyRequest().body())
        .isEqualTo("{\"password\":\"sesame-1\",\"maxConnections\":2}");
    assertThat(run.out()).doesNotContain("sesame-1");
  }

  @Test
  void shouldNotReplaceAnAccountUnlessTold() {
    server.answering(412, "{\"error\":\"exists\"}");

    Run run = Run.against(server, "play-account", "add", "anna");

    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.err()).contains("play account anna exists already", "--replace");
  }

  @Test
  void shouldListWhoMayWatch() {
    server.answering(200, "{\"playAccounts\":[" + ANNA + "]}");

    Run run = Run.against(server, "play-account", "list");

    assertThat(run.out().lines())
        .containsExactly(
            "USER  STREAMS  AT MOST  SINCE", "anna        1        2  2026-01-02T03:04:05Z");
  }

  @Test
  void shouldSayHowToBeginWhenThereIsNone() {
    server.answering(200, "{\"playAccounts\":[]}");

    assertThat(Run.against(server, "play-account", "list").out())
        .contains("relay play-account add USER");
  }

  @Test
  void shouldRemoveAnAccount() {
    server.answering(204, "");

    Run run = Run.against(server, "play-account", "remove", "anna");

    assertThat(server.onlyRequest().method()).isEqualTo("DELETE");
    assertThat(run.out()).isEqualTo("Play account anna is removed.\n");
  }
}
