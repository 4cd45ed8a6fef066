package tv.relay.cli.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tv.relay.cli.bench.load.LoadPlan.Seat;

final class LoadPlanTest {
  /** Clients, of whom so many verify, on so many targets, beside stalled ones. */
  @ParameterizedTest
  @CsvSource({
    "100, 10, 10, 0",
    "100, 10, 10, 1000",
    "1000, 50, 50, 0",
    "1000, 10, 50, 7",
    "5, 5, 2, 0"
  })
  void shouldCheckAsManyTargetsAsItCan(int fast, int verifying, int targets, int stalled) {
    List<Seat> seats = plan(fast, verifying, targets, stalled).seats();

    assertThat(seats).hasSize(fast + stalled);
    assertThat(
            seats.stream()
                .filter(seat -> seat.kind() == ClientKind.VERIFYING)
                .map(Seat::target)
                .distinct())
        .hasSize(Math.min(verifying, targets));
  }

  @ParameterizedTest
  @CsvSource({"100, 10, 10, 0", "1000, 10, 50, 0", "1000, 50, 50, 1000", "7, 3, 3, 2"})
  void shouldGiveEachTargetAsManyClients(int fast, int verifying, int targets, int stalled) {
    Map<Integer, Long> each =
        plan(fast, verifying, targets, stalled).seats().stream()
            .map(Seat::target)
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

    assertThat(each).hasSize(targets);
    long most = each.values().stream().mapToLong(Long::longValue).max().orElseThrow();
    assertThat(each.values()).allMatch(count -> most - count <= 1);
  }

  @ParameterizedTest
  @CsvSource({"100, 10, 10, 0", "3, 1, 5, 0", "0, 0, 2, 4"})
  void shouldBeginWithOneOfEachTarget(int fast, int verifying, int targets, int stalled) {
    List<Seat> seats = plan(fast, verifying, targets, stalled).seats();

    int starters = Math.min(targets, fast + stalled);
    assertThat(seats.subList(0, starters)).allMatch(Seat::starts);
    assertThat(seats.subList(0, starters).stream().map(Seat::target).distinct()).hasSize(starters);
    assertThat(seats.subList(starters, seats.size())).noneMatch(Seat::starts);
  }

  private static LoadPlan plan(int fast, int verifying, int targets, int stalled) {
    return SamplePlan.of(
        IntStream.range(0, targets).mapToObj(i -> Target.of("http://127.0.0.1/" + i)).toList(),
        fast,
        verifying,
        0,
        stalled);
  }
}
