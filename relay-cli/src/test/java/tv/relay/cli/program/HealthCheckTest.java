package tv.relay.cli.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.relay.cli.testing.ScriptedServer;

/** The container's health check asks where the relay listens. */
final class HealthCheckTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:%d", "0.0.0.0:%d", "[::]:%d", ":%d"})
  void shouldAskThisMachineWhereEveryAddressIsListenedOn(String listen) throws Exception {
    try (ScriptedServer relay = ScriptedServer.start().answering(200, "ok")) {
      assertThat(check(listen.formatted(relay.port()))).isZero();
      assertThat(relay.onlyRequest().target()).isEqualTo("/healthz");
    }
  }

  @Test
  void shouldAskTheOnlyAddressThatIsListenedOn() throws Exception {
    try (ScriptedServer relay = ScriptedServer.at("127.0.0.9").answering(200, "ok")) {
      assertThat(check("127.0.0.9:" + relay.port())).isZero();
      assertThat(check("127.0.0.1:" + relay.port())).isNotZero();
    }
  }

  @Test
  void shouldNotTakeAnyAnswerForHealth() throws Exception {
    try (ScriptedServer relay = ScriptedServer.start().answering(503, "no")) {
      assertThat(check("127.0.0.1:" + relay.port())).isNotZero();
    }
  }

  private int check(String listen) throws Exception {
    List<String> command = List.of(Sources.file("samples/docker/healthy").toString());
    return ChildProcess.start(folder, command, Map.of("RELAY_LISTEN", listen))
        .awaitEnd(Duration.ofSeconds(60))
        .exitCode();
  }
}
