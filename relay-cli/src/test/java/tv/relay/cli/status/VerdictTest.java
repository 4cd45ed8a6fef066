package tv.relay.cli.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

/** Whoever looks at a complaint sees in one line where to look next. */
final class VerdictTest {

  @Test
  void shouldFindNothingWhereNothingIs() {
    assertThat(verdict("{\"droppedChunks\":0,\"drops\":{},\"skips\":0,\"sourceGaps\":0}"))
        .isEqualTo("-");
  }

  /** As every client in open groups of pictures has it. */
  @Test
  void shouldNotBeAlarmedByWhatIsLeftOutAtAJoin() {
    JsonNode client =
        json("{\"droppedChunks\":30,\"droppedBytes\":5640,\"drops\":{\"join\":30},\"skips\":0}");
    assertThat(Verdict.of(client)).isEqualTo("-");
    assertThat(Loss.of(client).bytes()).isZero();
  }

  @Test
  void shouldBlameTheLink() {
    assertThat(
            verdict(
                "{\"droppedChunks\":900,\"drops\":{\"lag\":800,\"lapped\":90,\"join\":10},"
                    + "\"droppedMillis\":12000,\"skips\":3,\"lateSkips\":0}"))
        .isEqualTo("link too slow: 12.0 s lost in 3 skips");
  }

  @Test
  void shouldBlameTheSource() {
    assertThat(verdict("{\"sourceGaps\":4,\"sourceReconnects\":0}")).isEqualTo("source: 4 gaps");
    assertThat(verdict("{\"sourceGaps\":1,\"sourceReconnects\":2}"))
        .isEqualTo("source: 1 gap, 2 reconnects");
  }

  @Test
  void shouldBlameTheRelay() {
    assertThat(
            verdict(
                "{\"droppedChunks\":9,\"drops\":{\"lapped\":9},\"droppedMillis\":800,\"skips\":1,"
                    + "\"lateSkips\":1,\"unfinishedCuts\":1}"))
        .isEqualTo("relay too late: 800 ms lost in 1 skip; relay: no memory to finish 1 picture");
  }

  @Test
  void shouldShareTheBlame() {
    assertThat(
            verdict(
                "{\"droppedChunks\":9,\"drops\":{\"lag\":9},\"droppedMillis\":65000,\"skips\":5,"
                    + "\"lateSkips\":2,\"unfinishedCuts\":0,\"sourceGaps\":7}"))
        .isEqualTo(
            "link too slow: 1 min 5 s lost in 5 skips, 2 of them since the relay was too late;"
                + " source: 7 gaps");
  }

  /** A relay that does not count these yet. */
  @Test
  void shouldManageWithoutWhatAnOlderRelayDoesNotSay() {
    assertThat(verdict("{\"droppedChunks\":3,\"droppedMillis\":40,\"skips\":1}"))
        .isEqualTo("link too slow: 40 ms lost in 1 skip");
  }

  private static String verdict(String client) {
    return Verdict.of(json(client));
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }
}
