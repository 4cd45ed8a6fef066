package tv.relay.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AmountsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "999, 999 B",
    "1000, 1.0 kB",
    "999949, 999.9 kB",
    "999960, 1.0 MB",
    "8388608, 8.4 MB",
    "9223372036854775807, 9.2 EB"
  })
  void shouldScaleBytes(long bytes, String text) {
    assertThat(Amounts.bytes(bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0, 0 ms", "999, 999 ms", "1000, 1.0 s", "59999, 60.0 s", "250000, 4 min 10 s"})
  void shouldScaleMillis(long millis, String text) {
    assertThat(Amounts.millis(millis)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"59, 59 s", "60, 1 min 0 s", "11520, 3 h 12 min", "439200, 5 d 2 h"})
  void shouldScaleSeconds(long seconds, String text) {
    assertThat(Amounts.seconds(seconds)).isEqualTo(text);
  }
}
