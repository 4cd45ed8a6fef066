package tv.relay.cli.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tv.relay.cli.testing.Run;
import tv.relay.mpegts.PcrClock;

/** The commands against a running server, each a process of its own with its exit code. */
@Timeout(180)
final class CommandsIT {
  @TempDir private static Path folder;

  private static DemoProcess demo;

  @BeforeAll
  static void start() throws Exception {
    demo = DemoProcess.start(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    demo.close();
  }

  @Test
  void shouldShowTheStatus() throws Exception {
    Run run = demo.command("status");

    assertThat(run.exitCode()).as(run.toString()).isZero();
    assertThat(run.out()).contains("1 channel", "Relay demo");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void shouldListChannelsByTheTokenFile() throws Exception {
    Run run = demo.command("channel", "list");

    assertThat(run.exitCode()).as(run.toString()).isZero();
    assertThat(run.out()).contains("demo", "Relay demo");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void shouldBeRefusedWithoutTheToken() throws Exception {
    String elsewhere = folder.resolve("no-such-folder").toString();

    Run run = demo.command(Map.of("RELAY_DATA_DIR", elsewhere), "channel", "list");

    assertThat(run.exitCode()).as(run.toString()).isEqualTo(4);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("token");
  }

  @Test
  void shouldKickAClientAfterAWholePacket() throws Exception {
    try (LiveReader client = LiveReader.connect(demo.liveUrl())) {
      client.read(PcrClock.TICKS_PER_SECOND / 2);
      Run list = demo.command("client", "list", "--json");
      assertThat(list.exitCode()).as(list.toString()).isZero();
      String id = new ObjectMapper().readTree(list.out()).at("/clients/0/id").textValue();

      Run kick = demo.command("client", "kick", id);

      assertThat(kick.exitCode()).as(kick.toString()).isZero();
      client.readToTheEnd();
      await().until(() -> demo.clients().isEmpty());
      Run again = demo.command("client", "kick", id);
      assertThat(again.exitCode()).as(again.toString()).isEqualTo(4);
    }
  }

  @Test
  void shouldSayByTheExitCodeThatTheUsageIsWrong() throws Exception {
    Run run = demo.command("client", "kick");

    assertThat(run.exitCode()).as(run.toString()).isEqualTo(2);
    assertThat(run.err()).contains("relay client kick");
  }

  @Test
  void shouldSayByTheExitCodeThatNoServerIsThere() throws Exception {
    // Port 1 is reserved and above all not ours.
    Run run = demo.command("status", "--server", "http://127.0.0.1:1");

    assertThat(run.exitCode()).as(run.toString()).isEqualTo(3);
    assertThat(run.err()).contains("127.0.0.1:1");
  }
}
