package tv.relay.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tv.relay.cli.testing.Run;
import tv.relay.cli.testing.ScriptedServer;

final class ClientCommandsTest {
  private static final String CLIENTS =
      """
      {"clients":[{"channel":"news","id":"17","address":"10.0.0.9:50412",
       "userAgent":"\\u001b]0;x\\u0007VLC\\u202e","connectedSeconds":75,"joinSequence":10,
       "sentBytes":8388608,"sentChunks":64,"droppedChunks":3,"droppedBytes":4000,
       "droppedMillis":40,"drops":{"lapped":3},"skips":1,"lagChunks":1,"lagBytes":1316,
       "lagMillis":12,"maxLagMillis":1500,"lastDropSecondsAgo":5,
       "sourceReconnects":1}]}""";

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
  void shouldListClientsHarmlessly() {
    server.answering(200, CLIENTS);

    Run run = Run.against(server, "client", "list");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).doesNotContain("\u001b", "\u0007", "\u202e");
    assertThat(run.out().lines().skip(1).findFirst().orElseThrow().split(" {2,}"))
        .containsExactly(
            "17",
            "news",
            "10.0.0.9:50412",
            "\\u001b]0;x\\u0007VLC\\u202e",
            "1 min 15 s",
            "8.4 MB",
            "12 ms",
            "1.3 kB",
            "1.5 s",
            "4.0 kB in 3",
            "-",
            "5 s ago",
            "link too slow: 40 ms lost in 1 skip; source: 1 reconnect");
  }

  @Test
  void shouldPrintClientsAsJsonWithoutLoss() throws IOException {
    server.answering(200, CLIENTS);

    Run run = Run.against(server, "client", "list", "--json");

    assertThat(new ObjectMapper().readTree(run.out()))
        .isEqualTo(new ObjectMapper().readTree(CLIENTS));
  }

  @Test
  void shouldSayWhenNobodyWatches() {
    server.answering(200, "{\"clients\":[]}");

    assertThat(Run.against(server, "client", "list").out()).contains("Nobody");
  }

  @Test
  void shouldKickAClientByItsId() {
    server.answering(204, "");

    Run run = Run.against(server, "client", "kick", "a/../b c");

    assertThat(run.exitCode()).isZero();
    assertThat(server.onlyRequest().method()).isEqualTo("DELETE");
    assertThat(server.onlyRequest().target()).isEqualTo("/api/v1/clients/a%2F..%2Fb%20c");
  }

  @Test
  void shouldNotTakeAnEmptyIdForAllClients() {
    Run run = Run.against(server, "client", "kick", "");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(server.requests()).isEmpty();
  }
}
