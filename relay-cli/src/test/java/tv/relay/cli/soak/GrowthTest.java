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
    assertThat(Growth.found(List.of(QUIET, QUIET), 2_048)).isEmpty();
  }

  @Test
  void shouldFindEachKindOfGrowthWhenQuiet() {
    Vitals grown = new Vitals(20, true, 0, 0, 23, 33, 1_024, 1_600, 12_000, 90_000);
    assertThat(Growth.found(List.of(QUIET, grown), 2_048))
        .hasSize(5)
        .anyMatch(line -> line.startsWith("threads when quiet: 20.0 at first, 23.0 in the end"))
        .anyMatch(line -> line.startsWith("descriptors"))
        .anyMatch(line -> line.startsWith("KiB of rings"))
        .anyMatch(line -> line.startsWith("KiB of direct memory"))
        .anyMatch(line -> line.startsWith("KiB of heap"));
  }

  @Test
  void shouldNotTakeTheResidentSetForGrowth() {
    Vitals grown = new Vitals(20, true, 0, 0, 20, 30, 0, 500, 9_000, 900_000);
    assertThat(Growth.found(List.of(QUIET, grown), 2_048)).isEmpty();
  }

  @Test
  void shouldFindWhatGrowsSlowlyWhileBusy() {
    assertThat(Growth.found(soak(1), 2_048))
        .singleElement()
        .asString()
        .startsWith("descriptors when busy: 102.0 at first, 112.0 in the end");
    assertThat(Growth.found(soak(0), 2_048)).isEmpty();
  }

  @Test
  void shouldSayWhenThereIsNothingToCompare() {
    assertThat(Growth.found(List.of(QUIET), 2_048))
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
