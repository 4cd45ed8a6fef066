package tv.relay.cli.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tv.relay.cli.testing.Run;
import tv.relay.cli.testing.ScriptedServer;

final class EventsCommandTest {
  private static final String LOST =
      """
      {"number":7,"at":"2026-11-21T10:00:00.5Z","channel":"news","kind":"lost",
       "source":"http://a.example/","text":"lost: \\u001b[2Jreset"}""";
  private static final String ANSWER = "{\"events\":[" + LOST + "],\"latest\":7}";

  private ScriptedServer server;

  @BeforeEach
  void start() throws IOException {
    server = ScriptedServer.start().answering(200, ANSWER);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void shouldShowEventsHarmlessly() {
    Run run = Run.against(server, "events");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().strip())
        .matches("11-2[0-2] \\d\\d:\\d\\d:00  news  lost: \\\\u001b\\[2Jreset");
    assertThat(server.onlyRequest().target()).isEqualTo("/api/v1/events?since=0");
  }

  @Test
  void shouldPrintOneDocumentALine() throws IOException {
    Run run = Run.against(server, "events", "--json");

    assertThat(run.out().lines()).hasSize(1);
    assertThat(new ObjectMapper().readTree(run.out())).isEqualTo(new ObjectMapper().readTree(LOST));
  }

  @Test
  void shouldSayWhenNothingHasHappened() {
    server.answering(200, "{\"events\":[],\"latest\":0}");

    assertThat(Run.against(server, "events").out()).contains("Nothing has happened");
  }

  @Test
  void shouldFollowFromWhereItWasAndBeginAnewAfterARestart() throws Exception {
    CompletableFuture<Run> result = new CompletableFuture<>();
    Thread follower =
        new Thread(() -> result.complete(Run.against(server, "events", "--follow", "--json")));
    follower.start();
    await().until(() -> server.requests().size() >= 2);
    server.answering(200, ANSWER.replace("7", "1"));
    await()
        .until(
            () ->
                server.requests().stream().filter(r -> r.target().endsWith("since=0")).count()
                    == 2);
    follower.interrupt();

    assertThat(result.get().exitCode()).isZero();
    assertThat(server.requests().get(1).target()).isEqualTo("/api/v1/events?since=7");
    assertThat(result.get().out()).contains("\"number\":7", "\"number\":1");
  }
}
