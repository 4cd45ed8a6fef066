package tv.relay.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeapCareTest {
  private static final long MB = 1024 * 1024;

  @ParameterizedTest
  @CsvSource({"20, 0, 0", "25, 0, 1", "60, 30, 0", "90, 30, 1", "1000, 600, 0"})
  void shouldCollectWhenMostMustBeGarbage(long usedMb, long aliveMb, int collections) {
    AtomicInteger collected = new AtomicInteger();

    new HeapCare(() -> usedMb * MB, () -> aliveMb * MB, collected::incrementAndGet).tend();

    assertThat(collected).hasValue(collections);
  }
}
