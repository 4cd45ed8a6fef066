package tv.relay.cli.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GrowthTest {
  private static final Vitals QUIET = new Vitals(10, true, 0, 0, 20, 30, 0, 500, 9_000, 90_000);

  @Test
  void shouldFindNothingInWhatStaysTheSame() {
    assertThat(Growth.found(List.of(QUIET, QUIET), 2_048, 20)).isEmpty();
  }

  @Test
  void shouldFindEachKindOfGrowthWhenQuiet() {
    Vitals grown = new Vitals(20, true, 0, 0, 23, 33, 1_024, 1_600, 12_000, 90_000);
    assertThat(Growth.found(List.of(QUIET, grown), 2_048, 20))
        .hasSize(5)
        .anyMatch(line -> line.startsWith("threads when quiet: 20.0 at first, 23.0 in the end"))
        .anyMatch(line -> line.startsWith("descriptors"))
        .anyMatch(line -> line.startsWith("KiB of rings"))
        .anyMatch(line -> line.startsWith("KiB of direct memory"))
        .anyMatch(line -> line.startsWith("KiB of heap"));
  }

  @Test
  void shouldLetTheJvmTakeMemoryAndNobodyElse() {
    Vitals grown = new Vitals(20, true, 0, 0, 20, 30, 0, 500, 9_000, 90_000 + 96 * 1_024);
    assertThat(Growth.found(List.of(QUIET, grown), 2_048, 20)).isEmpty();
    Vitals leaking = new Vitals(20, true, 0, 0, 20, 30, 0, 500, 9_000, 90_001 + 96 * 1_024);
    assertThat(Growth.found(List.of(QUIET, leaking), 2_048, 20))
        .singleElement()
        .asString()
        .startsWith("KiB resident when quiet");
  }

  @Test
  void shouldFindWhatGrowsSlowlyWhileBusy() {
    assertThat(Growth.found(soak(1), 2_048, 20))
        .singleElement()
        .asString()
        .startsWith("descriptors beside clients when busy: 82.0 at first, 92.0 in the end");
    assertThat(Growth.found(soak(0), 2_048, 20)).isEmpty();
  }

  @Test
  void shouldNotTakeMoreClientsForGrowth() {
    Vitals few = new Vitals(20, false, 440, 4, 30, 460, 4_096, 5_000, 10_000, 90_000);
    Vitals many = new Vitals(50, false, 480, 4, 30, 500, 4_096, 5_000, 10_000, 90_000);
    List<Vitals> samples = new ArrayList<>(List.of(QUIET));
    IntStream.range(0, 15).mapToObj(i -> i < 10 ? few : many).forEach(samples::add);
    samples.add(QUIET);
    assertThat(Growth.found(samples, 2_048, 500)).isEmpty();
  }

  @Test
  void shouldAllowPooledBuffersForAsManyClientsAsThereMayBe() {
    Vitals grown = new Vitals(20, true, 0, 0, 20, 30, 0, 500 + 256 + 500, 9_000, 90_000);
    assertThat(Growth.found(List.of(QUIET, grown), 2_048, 500)).isEmpty();
    assertThat(Growth.found(List.of(QUIET, grown), 2_048, 499)).hasSize(1);
  }

  @Test
  void shouldSayWhenThereIsNothingToCompare() {
    assertThat(Growth.found(List.of(QUIET), 2_048, 20))
        .containsExactly("no two quiet samples to compare");
  }

  private static List<Vitals> soak(int moreDescriptorsEachTime) {
    List<Vitals> samples = new ArrayList<>(List.of(QUIET));
    IntStream.range(0, 15)
        .mapToObj(
            i ->
                new Vitals(
                    20 + i,
                    false,
                    20,
                    4,
                    30,
                    100 + i * moreDescriptorsEachTime,
                    4_096,
                    5_000,
                    10_000,
                    90_000))
        .forEach(samples::add);
    samples.add(QUIET);
    return samples;
  }
}
