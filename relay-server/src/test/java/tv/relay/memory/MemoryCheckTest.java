package tv.relay.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class MemoryCheckTest {
  private static final int MIB = 1024 * 1024;
  private static final MachineMemory SMALL =
      new MachineMemory(1_600L * MIB, 2_048L * MIB, "the group /relay.service");

  @Test
  void shouldLetPassWhatFits() {
    assertThat(MemoryCheck.refusal(demand(20, 30_000), SMALL)).isEmpty();
  }

  @Test
  void shouldSayWhatIsNeededWhatThereIsAndWhatToLower() {
    String refusal = MemoryCheck.refusal(demand(400, 30_000), SMALL).orElseThrow();

    assertThat(refusal)
        .contains("1,600 MB of the 2,048 MB of the group /relay.service")
        .containsPattern("4,9\\d\\d MB  400 live channels with rings +--live-channels, --ring-size")
        .containsPattern("176 MB  30,000 registered channels +--max-channels")
        .contains("Lower --live-channels to ");
  }

  @Test
  void shouldAdviseWhatFits() {
    String refusal = MemoryCheck.refusal(demand(400, 30_000), SMALL).orElseThrow();
    Matcher advice = Pattern.compile("--live-channels to (\\d+)").matcher(refusal);
    assertThat(advice.find()).isTrue();
    int fitting = Integer.parseInt(advice.group(1));

    assertThat(MemoryCheck.refusal(demand(fitting, 30_000), SMALL)).isEmpty();
    assertThat(MemoryCheck.refusal(demand(fitting + 2, 30_000), SMALL)).isPresent();
  }

  @Test
  void shouldNotAdviseFewerLiveChannelsWhereNoneWouldFit() {
    Optional<String> refusal = MemoryCheck.refusal(demand(1, 500_000), SMALL);

    assertThat(refusal.orElseThrow())
        .contains("Lower --max-channels and --max-clients")
        .doesNotContain("Lower --live-channels");
  }

  private static Demand demand(int live, int registered) {
    return new Demand(live, 8 * MIB, 5_000, 256 * 1024, registered);
  }
}
