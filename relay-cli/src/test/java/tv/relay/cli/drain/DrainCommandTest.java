package tv.relay.cli.drain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tv.relay.cli.testing.Run;
import tv.relay.cli.testing.ScriptedServer;

final class DrainCommandTest {
  private ScriptedServer server;

  @BeforeEach
  void start() throws IOException {
    server =
        ScriptedServer.start()
            .answering(202, "{\"state\":\"draining\",\"secondsLeft\":90,\"clients\":3}");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void shouldAskForADrainAndSayWhatComes() {
    Run run = Run.against(server, "drain", "--for", "90s");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(server.onlyRequest().method()).isEqualTo("POST");
    assertThat(server.onlyRequest().target()).isEqualTo("/api/v1/drain?seconds=90");
    assertThat(run.out()).contains("no new clients", "3 clients watch", "1 min 30 s");
  }

  @Test
  void shouldAskForHalfAMinuteByDefaultAndForNoLessThanWasSaid() {
    Run.against(server, "drain");
    Run.against(server, "drain", "--for", "1500ms");

    assertThat(server.requests())
        .extracting(ScriptedServer.Request::target)
        .containsExactly("/api/v1/drain?seconds=30", "/api/v1/drain?seconds=2");
  }

  @Test
  void shouldSayThatItEndsNowWhenNobodyWatches() {
    server.answering(202, "{\"state\":\"draining\",\"secondsLeft\":30,\"clients\":0}");

    assertThat(Run.against(server, "drain").out()).contains("Nobody is watching");
  }
}
